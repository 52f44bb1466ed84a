using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes the record of a function's call and, when it returns several values, that of its result.</summary>
internal static class CallEmitter
{
    public static void Emit(CodeWriter code, TypeEmitter types, FunctionModel function)
    {
        string? result = function.Outputs.Count switch
        {
            0 => null,
            1 => types.Name(function.Outputs[0].Type),
            _ => types.Nested(function.ResultName),
        };
        string declaration = $"function {function.Name}{Docs.Declare(function.Inputs)} {function.Mutability}"
            + (function.Outputs.Count == 0 ? "" : $" returns {Docs.Declare(function.Outputs)}");
        Docs.Write(code, $"A call of <c>{function.Name}</c>.", function.Doc, declaration, function.Inputs);
        string contract = result is null ? "IContractCall" : $"IContractCall<{result}>";
        code.Line($"public readonly record struct {function.CallName}{RecordEmitter.PositionalParameters(types, function.Inputs)} : {TypeEmitter.Abi}{contract}");
        code.Open();
        RecordEmitter.Signature(code, function.Signature);
        RecordEmitter.Selector(code, function.Signature);
        RecordEmitter.Encode(code, types, function.Signature, function.Inputs, "The calldata: selector and arguments.");
        code.Line();
        TryDecode(code, types, function);
        if (result is not null)
        {
            code.Line();
            DecodeResult(code, types, function, result);
        }

        RecordEmitter.Equality(code, types, function.CallName, isClass: false, function.Inputs);
        code.Close();
        if (function.Outputs.Count > 1)
            Result(code, types, function, declaration);
    }

    private static void TryDecode(CodeWriter code, TypeEmitter types, FunctionModel function)
    {
        string name = types.Nested(function.CallName);
        code.Line("/// <summary>Reads calldata that encodes to the very same bytes again: nothing in it stays unseen.</summary>");
        code.Line("/// <returns>False for another selector or malformed arguments.</returns>");
        code.Block($"public static bool TryDecode({TypeEmitter.Bytes} calldata, out {name} call)", () =>
        {
            code.Line("call = default;");
            code.Line($"if (calldata.Length < 4 || {TypeEmitter.Primitives}Selector.Read(calldata) != Selector)");
            code.Line("    return false;");
            code.Line("try");
            code.Open();
            code.Line($"var reader = new {TypeEmitter.Abi}AbiReader(calldata[4..], {RecordEmitter.HeadSize(function.Inputs)}, {TypeEmitter.Abi}AbiLayout.Exact);");
            code.Line($"var decoded = new {name}({RecordEmitter.ReadAll(types, function.Inputs, "reader")});");
            code.Line("reader.Finish();");
            code.Line("call = decoded;");
            code.Line("return true;");
            code.Close();
            code.Block($"catch ({TypeEmitter.Abi}AbiException)", () => code.Line("return false;"));
        });
    }

    private static void DecodeResult(CodeWriter code, TypeEmitter types, FunctionModel function, string result)
    {
        string values = RecordEmitter.ReadAll(types, function.Outputs, "reader");
        code.Line("/// <inheritdoc/>");
        code.Block($"public {result} DecodeResult({TypeEmitter.Bytes} data)", () =>
        {
            code.Line($"var reader = new {TypeEmitter.Abi}AbiReader(data, {RecordEmitter.HeadSize(function.Outputs)});");
            code.Line($"var result = {(function.Outputs.Count == 1 ? values : $"new {result}({values})")};");
            code.Line("reader.Finish();");
            code.Line("return result;");
        });
    }

    private static void Result(CodeWriter code, TypeEmitter types, FunctionModel function, string declaration)
    {
        code.Line();
        Docs.Write(code, $"What <c>{function.Name}</c> returns.", new DocModel(null, null), declaration, function.Outputs);
        string header = $"public readonly record struct {function.ResultName}{RecordEmitter.PositionalParameters(types, function.Outputs)}";
        if (!function.Outputs.Any(output => TypeEmitter.NeedsEquality(output.Type)))
        {
            code.Line(header + ";");
            return;
        }

        code.Line(header);
        code.Open();
        RecordEmitter.Equality(code, types, function.ResultName, isClass: false, function.Outputs);
        code.Close();
    }
}
