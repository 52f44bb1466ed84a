using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bursar.Evm.Generators.Model;

/// <summary>A diagnostic that is compared by value, until it is reported.</summary>
internal sealed record DiagnosticInfo(string Id, string Path, TextSpan Span, LinePosition Start, LinePosition End, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic()
    {
        object[] arguments = new object[Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Arguments[i];
        return Diagnostic.Create(Descriptors.ById(Id), Location.Create(Path, Span, new LinePositionSpan(Start, End)), arguments);
    }
}
