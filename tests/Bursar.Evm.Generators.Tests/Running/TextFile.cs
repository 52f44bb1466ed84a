using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bursar.Evm.Generators.Tests.Running;

/// <summary>An additional file that is in memory only.</summary>
internal sealed class TextFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
