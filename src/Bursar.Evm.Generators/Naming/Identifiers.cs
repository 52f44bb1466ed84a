using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Bursar.Evm.Generators.Naming;

/// <summary>Makes C# identifiers of Solidity's.</summary>
internal static class Identifiers
{
    /// <summary>Whether the text has only letters, digits, underscores, dollars and dots: an identifier or a path of some, or nothing.</summary>
    public static bool IsSolidity(string text) => text.All(c => c is '_' or '$' or '.' || (c < 128 && char.IsLetterOrDigit(c)));

    /// <summary>For members: <c>name_</c> becomes Name, <c>token_id</c> TokenId, <c>DOMAIN_SEPARATOR</c> DomainSeparator. Empty when nothing is left.</summary>
    public static string Member(string solidity)
    {
        var text = new StringBuilder();
        foreach (string part in solidity.Split('_', '$', '.'))
        {
            string clean = Clean(part);
            if (clean.Length == 0)
                continue;
            bool shout = clean.Length > 1 && !clean.Any(char.IsLower);
            text.Append(char.ToUpperInvariant(clean[0])).Append(shout ? clean.Substring(1).ToLowerInvariant() : clean.Substring(1));
        }

        return NoDigitFirst(text.ToString());
    }

    /// <summary>For types: the first letter is raised, underscores stay, as in <c>Drop_AlreadyClaimed</c>.</summary>
    public static string Type(string solidity)
    {
        string clean = Clean(solidity.Replace('$', '_').Replace('.', '_').Replace('-', '_'));
        return clean.Length == 0 ? "" : NoDigitFirst(char.ToUpperInvariant(clean[0]) + clean.Substring(1));
    }

    /// <summary>For parameters: the member's name with a lower first letter, escaped when it is a keyword.</summary>
    public static string Local(string member)
    {
        string local = char.ToLowerInvariant(member[0]) + member.Substring(1);
        return SyntaxFacts.GetKeywordKind(local) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(local) != SyntaxKind.None ? "@" + local : local;
    }

    private static string Clean(string text) => new(text.Where(c => c == '_' || (c < 128 && char.IsLetterOrDigit(c))).ToArray());

    private static string NoDigitFirst(string text) => text.Length > 0 && char.IsDigit(text[0]) ? "_" + text : text;
}
