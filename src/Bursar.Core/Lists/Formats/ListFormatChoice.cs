namespace Bursar.Core.Lists.Formats;

/// <summary>The format in which a list is read.</summary>
/// <param name="Format">The format.</param>
/// <param name="IsRecognized">True when the content told it, false when it was chosen.</param>
public sealed record ListFormatChoice(ListFormat Format, bool IsRecognized);
