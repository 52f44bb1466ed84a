using System.Text.RegularExpressions;
using Xunit;

namespace Bursar.Repo.Tests;

/// <summary>Code in documents is code that compiles: a block below <c>&lt;!-- sample: path#name --&gt;</c> equals the part of that file between
/// <c>// sample: name</c> and <c>// end: name</c>.</summary>
public sealed partial class SampleDocsTests
{
    [Theory]
    [InlineData("docs/evm-client.md")]
    [InlineData("docs/sdk.md")]
    [InlineData("docs/safe.md")]
    [InlineData("README.md")]
    public void Code_in_a_document_equals_the_sample_that_it_names(string document)
    {
        var wrong = new List<string>();
        foreach (Match block in Block().Matches(Repository.Read(document)))
        {
            (string path, string name) = (block.Groups["path"].Value, block.Groups["name"].Value);
            string? part = File.Exists(Path.Combine(Repository.Root, path)) ? Part(Repository.Read(path), name) : null;
            if (part is null)
                wrong.Add($"{document} names {path}#{name}, which does not exist");
            else if (part != block.Groups["code"].Value)
                wrong.Add($"{document} shows {path}#{name} differently. It is:\n{part}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("docs/evm-client.md")]
    [InlineData("docs/sdk.md")]
    public void Every_code_block_of_such_a_page_names_its_sample(string document)
    {
        string text = Repository.Read(document);
        int blocks = CSharp().Count(text);
        Assert.True(blocks >= 5, $"only {blocks} blocks were found");
        Assert.Equal(blocks, Block().Count(text));
    }

    [Fact]
    public void A_part_is_taken_without_its_indentation()
    {
        const string Source = "a\n    // sample: x\n    b\n\n        c\n    // end: x\nd\n";
        Assert.Equal("b\n\n    c\n", Part(Source, "x"));
        Assert.Null(Part(Source, "y"));
    }

    private static string? Part(string source, string name)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        int start = Array.FindIndex(lines, l => l.Trim() == $"// sample: {name}");
        int end = Array.FindIndex(lines, l => l.Trim() == $"// end: {name}");
        if (start < 0 || end < start)
            return null;
        int indent = lines[start].Length - lines[start].TrimStart().Length;
        return string.Concat(lines[(start + 1)..end].Select(l => (l.Length >= indent ? l[indent..] : l.TrimStart()) + "\n"));
    }

    [GeneratedRegex(@"<!-- sample: (?<path>[^#\s]+)#(?<name>[\w-]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```(?:csharp|cs|c#)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CSharp();
}
