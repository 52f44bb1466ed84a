using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bursar.Repo.Tests.PublicApi;

/// <summary>Everything that a library offers to its callers, a line for each member, sorted. What a record's compiler adds is left out.</summary>
internal static class ApiSurface
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Declaration(type)).Append('\n');
            foreach (string member in MembersOf(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        string name = $"{type.Namespace}.{TypeText.Name(type)}";
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"public delegate {Return(invoke)} {name}({Parameters(invoke)})";
        }

        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? (Has<IsReadOnlyAttribute>(type) ? "readonly " : "") + (type.IsByRefLike ? "ref struct" : "struct")
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        if (IsRecord(type))
            kind = kind.Replace("class", "record", StringComparison.Ordinal).Replace("struct", "record struct", StringComparison.Ordinal);
        IEnumerable<string> bases = type.IsEnum ? [] : Bases(type);
        string list = string.Join(", ", bases);
        return $"public {kind} {name}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return TypeText.Of(parent);
        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (string name in type.GetInterfaces().Except(inherited).Where(static i => i.IsPublic || i.IsNestedPublic).Select(static i => TypeText.Of(i)).Order(StringComparer.Ordinal))
            yield return name;
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
            yield break;
        foreach (MemberInfo member in type.GetMembers(Members).Where(static m => !Has<CompilerGeneratedAttribute>(m)))
        {
            string? line = member switch
            {
                FieldInfo field when IsVisible(field.Attributes) && !field.IsSpecialName => Field(field),
                PropertyInfo property => Property(property),
                ConstructorInfo constructor when IsVisible(constructor) => $"{Access(constructor)} {type.Name.Split('`')[0]}({Parameters(constructor)})",
                MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method),
                EventInfo happening => $"public event {TypeText.Of(happening.EventHandlerType!)} {happening.Name}",
                _ => null,
            };
            if (line is not null)
                yield return line;
        }
    }

    private static string Field(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
            return $"{field.Name} = {Convert.ToUInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}";
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? " = " + Short(TypeText.Value(field.GetRawConstantValue(), field.FieldType)) : "";
        return $"{(field.IsPublic ? "public" : "protected")} {kind}{TypeText.Of(field.FieldType, Nullability.Create(field))} {field.Name}{value}";
    }

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        MethodInfo? set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if ((get ?? set) is not { } shown || property.Name == "EqualityContract")
            return null;
        string write = set is null ? "" : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        string name = property.GetIndexParameters().Length > 0 ? $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]" : property.Name;
        string required = Has<RequiredMemberAttribute>(property) ? "required " : "";
        return $"{Access(shown)} {required}{Modifiers(shown)}{TypeText.Of(property.PropertyType, Nullability.Create(property))} {name} {{{(get is null ? "" : " get;")}{write} }}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static a => a.Name))}>" : "";
        return $"{Access(method)} {Modifiers(method)}{Return(method)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Return(MethodInfo method) => TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    private static string Parameters(MethodBase method) =>
        (Has<ExtensionAttribute>(method) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string passing = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : "";
        if (Has<ParamArrayAttribute>(parameter) || Has<ParamCollectionAttribute>(parameter))
            passing = "params ";
        string value = parameter.HasDefaultValue ? " = " + Short(TypeText.Value(parameter.DefaultValue, parameter.ParameterType)) : "";
        return $"{passing}{TypeText.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodInfo method) =>
        method.DeclaringType!.IsInterface ? ""
        : method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method.GetBaseDefinition().DeclaringType != method.DeclaringType ? (method.IsFinal ? "sealed override " : "override ")
        : method.IsVirtual && !method.IsFinal ? "virtual " : "";

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static bool IsVisible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsRecord(Type type) => type.IsValueType
        ? type.GetMethod("PrintMembers", Members) is { } print && Has<CompilerGeneratedAttribute>(print)
        : type.GetMethod("<Clone>$", Members) is not null;

    /// <summary>Bytecode would fill pages.</summary>
    private static string Short(string value) => value.Length <= 100 ? value : $"{value[..40]}…";

    private static bool Has<T>(MemberInfo member)
        where T : Attribute => member.IsDefined(typeof(T), inherit: false);

    private static bool Has<T>(ParameterInfo parameter)
        where T : Attribute => parameter.IsDefined(typeof(T), inherit: false);
}
