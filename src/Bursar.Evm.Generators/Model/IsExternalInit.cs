namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for before it lets netstandard2.0 have records.</summary>
internal static class IsExternalInit
{
}
