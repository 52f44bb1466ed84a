using System.Globalization;
using System.Linq;
using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes creation and runtime code. The digits stand once, as UTF-8 data, and become bytes when they are first asked for.</summary>
internal static class BytecodeEmitter
{
    public static void Emit(CodeWriter code, TypeEmitter types, CodeModel model)
    {
        if (model.Creation is not null)
            Creation(code, types, model);
        if (model.Runtime is not null)
            Runtime(code, model);
        code.Block("private static class Bytecode", () =>
        {
            foreach ((string name, string? digits) in new[] { ("Creation", model.Creation), ("Runtime", model.Runtime) })
            {
                if (digits is not null)
                    code.Line($"internal static readonly byte[] {name} = global::System.Convert.FromHexString(\"{digits}\"u8);");
            }
        });
    }

    private static void Creation(CodeWriter code, TypeEmitter types, CodeModel model)
    {
        EquatableArray<ParameterModel> inputs = model.ConstructorInputs;
        Docs.Write(
            code,
            "The code that creates the contract: its bytecode, followed by the constructor's arguments.",
            model.ConstructorDoc,
            $"constructor{Docs.Declare(inputs)}");
        foreach (ParameterModel input in inputs)
            code.Line($"/// <param name=\"{input.Local.TrimStart('@')}\">{Docs.Describe(input)}</param>");
        string parameters = string.Join(", ", inputs.Select(input => $"{types.Name(input.Type)} {input.Local}"));
        code.Block($"public static byte[] CreationCode({parameters})", () =>
        {
            code.Line($"var __writer = new {TypeEmitter.Abi}AbiWriter(Bytecode.Creation, {RecordEmitter.HeadSize(inputs)}, {RecordEmitter.TailHint(inputs)});");
            foreach (ParameterModel input in inputs)
                code.Line(types.Write(input.Type, "__writer", input.Local));
            code.Line("return __writer.Finish();");
        });
        code.Line();
    }

    private static void Runtime(CodeWriter code, CodeModel model)
    {
        int length = model.Runtime!.Length / 2;
        string size = length.ToString(CultureInfo.InvariantCulture);
        code.Line($"/// <summary>The code of the deployed contract, {size} bytes, with zeros where immutable values go.</summary>");
        code.Line($"public static {TypeEmitter.Bytes} RuntimeCode => Bytecode.Runtime;");
        code.Line();
        code.Line("/// <summary>Where immutable values go in the deployed code, by place.</summary>");
        string places = string.Join(", ", model.Immutables.Select(place =>
            $"new {TypeEmitter.Abi}ImmutableReference(\"{place.Name}\", {place.Start}, {place.Length})"));
        code.Line($"public static global::System.Collections.Generic.IReadOnlyList<{TypeEmitter.Abi}ImmutableReference> ImmutableReferences {{ get; }} =");
        code.Line($"    new {TypeEmitter.Abi}ImmutableReference[] {{ {places} }};");
        code.Line();
    }
}
