using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes the record of a custom error, and the method that tries all of a contract's.</summary>
internal static class ErrorEmitter
{
    private const string Error = TypeEmitter.Abi + "IContractError";
    private const string Pair = "global::System.Collections.Generic.KeyValuePair<string, string>";

    public static void Emit(CodeWriter code, TypeEmitter types, ErrorModel error)
    {
        Docs.Write(code, $"The error <c>{error.Name}</c>.", error.Doc, $"error {error.Name}{Docs.Declare(error.Values)}", error.Values);
        code.Line($"public sealed record {error.TypeName}{RecordEmitter.PositionalParameters(types, error.Values)} : {Error}");
        code.Open();
        RecordEmitter.Signature(code, error.Signature);
        RecordEmitter.Selector(code, error.Signature);
        code.Line($"string {Error}.Name => \"{error.Name}\";");
        code.Line();
        code.Line($"{TypeEmitter.Primitives}Selector {Error}.Selector => Selector;");
        code.Line();
        string arguments = string.Join(", ", error.Values.Select(value =>
            $"new {Pair}(\"{(value.Name.Length > 0 ? value.Name : value.Local.TrimStart('@'))}\", {types.Print(value.Type, value.Member)})"));
        code.Line($"global::System.Collections.Generic.IReadOnlyList<{Pair}> {Error}.Arguments => new {Pair}[] {{ {arguments} }};");
        code.Line();
        RecordEmitter.Encode(code, types, error.Signature, error.Values, "The revert data: selector and arguments.");
        code.Line();
        TryDecode(code, types, error);
        RecordEmitter.Equality(code, types, error.TypeName, isClass: true, error.Values);
        code.Close();
    }

    public static void EmitDecodeError(CodeWriter code, EquatableArray<ErrorModel> errors)
    {
        code.Line("/// <summary>Decodes this contract's custom errors, <c>Error(string)</c> and <c>Panic(uint256)</c>.</summary>");
        code.Line("/// <param name=\"data\">Revert data: selector and arguments.</param>");
        code.Line("/// <returns>Null when the selector is unknown or the arguments do not decode.</returns>");
        code.Block($"public static {Error}? DecodeError({TypeEmitter.Bytes} data)", () =>
        {
            code.Line("if (data.Length < 4)");
            code.Line("    return null;");
            code.Line($"switch ({TypeEmitter.Primitives}Selector.Read(data).Value)");
            code.Open();
            for (int i = 0; i < errors.Count; i++)
            {
                code.Line($"case 0x{TypeEmitter.Hash(errors[i].Signature).Substring(0, 8)}u:");
                code.Line($"    return {errors[i].TypeName}.TryDecode(data, out var error{i}) ? error{i} : null;");
            }

            code.Line("default:");
            code.Line($"    return {TypeEmitter.Abi}PanicOrError.Decode(data);");
            code.Close();
        });
    }

    private static void TryDecode(CodeWriter code, TypeEmitter types, ErrorModel error)
    {
        string name = types.Nested(error.TypeName);
        code.Line("/// <summary>Reads revert data.</summary>");
        code.Line("/// <returns>False for another selector or malformed arguments.</returns>");
        code.Block(
            $"public static bool TryDecode({TypeEmitter.Bytes} data, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {name}? error)",
            () =>
            {
                code.Line("error = null;");
                code.Line($"if (data.Length < 4 || {TypeEmitter.Primitives}Selector.Read(data) != Selector)");
                code.Line("    return false;");
                code.Line("try");
                code.Open();
                code.Line($"var reader = new {TypeEmitter.Abi}AbiReader(data[4..], {RecordEmitter.HeadSize(error.Values)});");
                code.Line($"error = new {name}({RecordEmitter.ReadAll(types, error.Values, "reader")});");
                code.Line("return true;");
                code.Close();
                code.Block($"catch ({TypeEmitter.Abi}AbiException)", () => code.Line("return false;"));
            });
    }
}
