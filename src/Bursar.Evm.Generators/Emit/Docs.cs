using System.Collections.Generic;
using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes XML documentation: what NatSpec says, else what can be said from the ABI, and always the Solidity declaration.</summary>
internal static class Docs
{
    public static void Write(CodeWriter code, string summary, DocModel doc, string declaration, IEnumerable<ParameterModel>? parameters = null)
    {
        code.Line($"/// <summary>{(doc.Notice is null ? summary : Escape(doc.Notice))}</summary>");
        string details = doc.Details is null ? "" : Escape(doc.Details) + " ";
        code.Line($"/// <remarks>{details}Solidity: <c>{Escape(declaration)}</c></remarks>");
        foreach (ParameterModel parameter in parameters ?? [])
            code.Line($"/// <param name=\"{parameter.Member}\">{Describe(parameter)}</param>");
    }

    public static string Describe(ParameterModel parameter)
    {
        string type = $"<c>{Escape(Declare(parameter))}</c>";
        return parameter.Doc is null ? type : $"{Escape(parameter.Doc)} ({type})";
    }

    public static string Declare(ParameterModel parameter) =>
        parameter.Type.Solidity + (parameter.Indexed ? " indexed" : "") + (parameter.Name.Length > 0 ? " " + parameter.Name : "");

    public static string Declare(IEnumerable<ParameterModel> parameters) => $"({string.Join(", ", parameters.Select(Declare))})";

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
