using System.Globalization;
using System.Reflection;

namespace Bursar.Repo.Tests.PublicApi;

/// <summary>Types and values as C# writes them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>A type, with question marks where null is allowed.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability?.ElementType ?? nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        string mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        return Name(type, nullability) + mark;
    }

    /// <summary>The name without its namespace, with the types around it and its arguments.</summary>
    public static string Name(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsGenericParameter)
            return type.Name;
        Type[] arguments = type.GetGenericArguments();
        string text = "";
        int used = 0;
        foreach (Type at in Outer(type))
        {
            int own = at.GetGenericArguments().Length - used;
            string name = own > 0 ? at.Name[..at.Name.IndexOf('`', StringComparison.Ordinal)] : at.Name;
            text += (text.Length > 0 ? "." : "") + name;
            if (own > 0)
                text += $"<{string.Join(", ", Enumerable.Range(used, own).Select(i => Of(arguments[i], Argument(nullability, i))))}>";
            used += own;
        }

        return text;
    }

    /// <summary>A constant or default value.</summary>
    public static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability is not null && index < nullability.GenericTypeArguments.Length ? nullability.GenericTypeArguments[index] : null;

    private static IEnumerable<Type> Outer(Type type)
    {
        var types = new Stack<Type>();
        for (Type? at = type; at is not null; at = at.DeclaringType)
            types.Push(at);
        return types;
    }
}
