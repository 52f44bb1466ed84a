using Bursar.Evm.Generators.Model;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes one pair of methods for each array type that the other emitters have asked for.</summary>
internal static class ArrayEmitter
{
    public static void Emit(CodeWriter code, TypeEmitter types)
    {
        if (types.Arrays.Count == 0)
            return;
        code.Line();
        code.Block("private static class ArrayCodec", () =>
        {
            // An array of arrays asks for its element's methods while its own are written: the list grows on the way.
            for (int i = 0; i < types.Arrays.Count; i++)
            {
                if (i > 0)
                    code.Line();
                Read(code, types, types.Arrays[i], i);
                code.Line();
                Write(code, types, types.Arrays[i], i);
            }
        });
    }

    private static void Read(CodeWriter code, TypeEmitter types, TypeModel array, int index)
    {
        TypeModel element = array.Element!;
        string elementName = types.Name(element);
        code.Block($"internal static {types.Name(array)} Read{index}(ref {TypeEmitter.Abi}AbiReader reader)", () =>
        {
            if (array.Kind == TypeKind.Array)
                code.Line($"var frame = reader.EnterArray({element.HeadSize}, out int count);");
            else
                code.Line($"const int count = {array.Size};");
            if (array.Kind == TypeKind.FixedArray && array.IsDynamic)
                code.Line($"var frame = reader.EnterTuple({array.StaticSize});");
            code.Line($"var items = {NewArray(elementName, "count")};");
            code.Line("for (int i = 0; i < items.Length; i++)");
            code.Line($"    items[i] = {types.Read(element, "reader")};");
            if (array.IsDynamic)
                code.Line("reader.Leave(frame);");
            code.Line("return items;");
        });
    }

    private static void Write(CodeWriter code, TypeEmitter types, TypeModel array, int index)
    {
        TypeModel element = array.Element!;
        code.Block($"internal static void Write{index}(ref {TypeEmitter.Abi}AbiWriter writer, {types.Name(array)} items)", () =>
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(items);");
            code.Line("int count = items.Count;");
            if (array.Kind == TypeKind.FixedArray)
            {
                code.Line($"if (count != {array.Size})");
                code.Line($"    throw new global::System.ArgumentException($\"{{count}} elements given, {array.Canonical} takes {array.Size}\", nameof(items));");
            }

            if (array.Kind == TypeKind.Array)
                code.Line($"var frame = writer.BeginArray(count, {element.HeadSize});");
            else if (array.IsDynamic)
                code.Line($"var frame = writer.BeginTuple({array.StaticSize});");
            code.Line("for (int i = 0; i < count; i++)");
            code.Line("    " + types.Write(element, "writer", "items[i]"));
            if (array.IsDynamic)
                code.Line("writer.End(frame);");
        });
    }

    /// <summary><c>new byte[][]</c> takes its length in the first pair of brackets.</summary>
    private static string NewArray(string element, string count) =>
        element == "byte[]" ? $"new byte[{count}][]" : $"new {element}[{count}]";
}
