using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes the record of a Solidity struct.</summary>
internal static class StructEmitter
{
    public static void Emit(CodeWriter code, TypeEmitter types, StructModel model)
    {
        string label = model.Solidity.Length > 0 ? $"The struct <c>{model.Solidity}</c>." : "A tuple.";
        Docs.Write(code, label, new DocModel(null, null), $"struct {model.Name} {Docs.Declare(model.Fields)}", model.Fields);
        code.Line($"public sealed record {model.Name}{RecordEmitter.PositionalParameters(types, model.Fields)}");
        code.Open();
        code.Line("/// <summary>Writes the next value of a tuple or array.</summary>");
        code.Block($"public void Write(ref {TypeEmitter.Abi}AbiWriter writer)", () =>
        {
            if (model.IsDynamic)
                code.Line($"var frame = writer.BeginTuple({model.HeadSize});");
            RecordEmitter.WriteAll(code, types, model.Fields, "writer");
            if (model.IsDynamic)
                code.Line("writer.End(frame);");
        });
        code.Line();
        code.Line("/// <summary>Reads the next value of a tuple or array.</summary>");
        code.Line($"/// <exception cref=\"{TypeEmitter.Abi}AbiException\">The bytes are no such struct.</exception>");
        string name = types.Nested(model.Name);
        code.Block($"public static {name} Read(ref {TypeEmitter.Abi}AbiReader reader)", () =>
        {
            if (model.IsDynamic)
                code.Line($"var frame = reader.EnterTuple({model.HeadSize});");
            code.Line($"var result = new {name}({RecordEmitter.ReadAll(types, model.Fields, "reader")});");
            if (model.IsDynamic)
                code.Line("reader.Leave(frame);");
            code.Line("return result;");
        });
        code.Line();
        code.Line("/// <summary>What <c>abi.encode</c> makes of the struct.</summary>");
        code.Block("public byte[] Encode()", () =>
        {
            code.Line($"var writer = new {TypeEmitter.Abi}AbiWriter({(model.IsDynamic ? 32 : model.HeadSize)});");
            code.Line("Write(ref writer);");
            code.Line("return writer.Finish();");
        });
        RecordEmitter.Equality(code, types, model.Name, isClass: true, model.Fields);
        code.Close();
    }
}
