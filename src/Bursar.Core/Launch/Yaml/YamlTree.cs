using System.Text;
using Bursar.Core.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bursar.Core.Launch.Yaml;

/// <summary>Reads a YAML 1.2 document into nodes with positions: one document, no aliases, no tags, no key twice, within limits.</summary>
internal sealed class YamlTree
{
    internal const int MaxBytes = 1 << 20;
    internal const int MaxDepth = 32;

    private readonly FaultSink _faults;
    private readonly string _text;
    private readonly Parser _parser;
    private readonly SourcePosition _end;

    private YamlTree(string text, FaultSink faults)
    {
        _faults = faults;
        _text = text;
        _end = PositionAfter(text, faults);
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The root of the only document, or null after a fault that leaves nothing to read.</summary>
    internal static YamlNode? Read(ReadOnlySpan<byte> utf8, FaultSink faults)
    {
        if (utf8.Length > MaxBytes)
        {
            faults.Add(new Fault("launch.too-large", $"The file has {utf8.Length} bytes; at most {MaxBytes} are read.", null, "Put lists into files of their own."),
                new SourcePosition(faults.File, 1, 1));
            return null;
        }

        string? text = Decode(utf8, faults);
        return text is null ? null : new YamlTree(text, faults).Document();
    }

    private static string? Decode(ReadOnlySpan<byte> utf8, FaultSink faults)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (System.Text.Unicode.Utf8.IsValid(utf8))
            return Encoding.UTF8.GetString(utf8);
        Span<char> buffer = new char[utf8.Length];
        System.Text.Unicode.Utf8.ToUtf16(utf8, buffer, out _, out int written, replaceInvalidSequences: false);
        faults.Add(new Fault("launch.not-utf8", "The file is not UTF-8 text.", null, "Save it as UTF-8 in your editor."), PositionAfter(buffer[..written], faults));
        return null;
    }

    private static SourcePosition PositionAfter(ReadOnlySpan<char> text, FaultSink faults) =>
        new(faults.File, text.Count('\n') + 1, text.Length - text.LastIndexOf('\n'));

    // The parser counts the end of the text as a line of its own.
    private SourcePosition Here(Mark mark) =>
        mark.Line > _end.Line ? _end : new SourcePosition(_faults.File, Math.Max(mark.Line, 1), (int)Math.Clamp(mark.Column, 1, int.MaxValue));

    private YamlNode? Document()
    {
        Mark last = Mark.Empty;
        try
        {
            YamlNode? root = null;
            int documents = 0;
            while (_parser.MoveNext())
            {
                ParsingEvent current = _parser.Current!;
                last = current.End;
                if (current is DocumentStart && ++documents > 1)
                {
                    _faults.Add(new Fault("launch.several-documents", "The file has several YAML documents.", null, "Keep one launch a file: remove the line --- and what follows."),
                        Here(current.Start));
                    return root;
                }

                if (current is NodeEvent or AnchorAlias)
                    root = Node(current, 0, ref last);
            }

            if (root is null)
                _faults.Add(new Fault("launch.empty-file", "The file is empty.", null, "Start with: bursar init"), new SourcePosition(_faults.File, 1, 1));
            return root;
        }
        catch (YamlException e)
        {
            _faults.Add(new Fault("launch.syntax", $"This is not YAML: {Reason(e.Message)}", null, "Check the indentation, colons, quotes and brackets here and just before."),
                e.Message.Contains("tab as indentation", StringComparison.Ordinal) ? FirstTab() : Here(e.Start.Line > 0 ? e.Start : last));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // What the parser throws for text that ends in the middle of something.
            _faults.Add(new Fault("launch.syntax", "This is not YAML: it ends in the middle of something.", null, "Close what is open: a bracket, a brace or a quote."), Here(last));
        }

        return null;
    }

    private YamlNode Node(ParsingEvent start, int depth, ref Mark last)
    {
        SourcePosition position = Here(start.Start);
        if (depth >= MaxDepth)
        {
            // Reading on would only cost time: nothing of a launch file is that deep.
            throw new YamlException(start.Start, start.End, $"it is nested deeper than {MaxDepth} levels");
        }

        if (start is AnchorAlias)
            return Broken(new Fault("launch.alias", "An alias (*name) is not allowed in a launch file.", null, "Write the value out: reviewers read what stands there."), position);
        if (start is NodeEvent { Anchor.IsEmpty: false })
            _faults.Add(new Fault("launch.alias", "An anchor (&name) is not allowed in a launch file.", null, "Write each value out where it belongs."), position);
        if (start is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            _faults.Add(new Fault("launch.tag", "A tag (!name) is not allowed in a launch file.", null, "Remove the tag; use quotes for text."), position);

        switch (start)
        {
            case Scalar scalar:
                return new YamlScalar(position, scalar.Value, scalar.Style == ScalarStyle.Plain ? YamlScalar.KindOf(scalar.Value) : YamlScalarKind.Text);
            case SequenceStart:
                List<YamlNode> items = [];
                while (Next(ref last) is not SequenceEnd)
                    items.Add(Node(_parser.Current!, depth + 1, ref last));
                return new YamlSequence(position, items);
            default:
                return Mapping(position, depth, ref last);
        }
    }

    private YamlMapping Mapping(SourcePosition position, int depth, ref Mark last)
    {
        List<YamlEntry> entries = [];
        Dictionary<string, SourcePosition> seen = new(StringComparer.Ordinal);
        while (Next(ref last) is not MappingEnd)
        {
            YamlNode key = Node(_parser.Current!, depth + 1, ref last);
            YamlNode value = Node(Next(ref last), depth + 1, ref last);
            if (key is not YamlScalar { Text: { Length: > 0 } name })
            {
                if (key is not YamlBroken)
                    _faults.Add(new Fault("launch.wrong-type", $"A key must be a word, not {key.Describe()}.", null, "Write key: value."), key.Position);
            }
            else if (seen.TryGetValue(name, out SourcePosition first))
            {
                _faults.Add(new Fault("launch.duplicate-key", $"The key '{Shown(name)}' stands here a second time; the first is in line {first.Line}.", null, "Keep one of the two."), key.Position);
            }
            else
            {
                seen.Add(name, key.Position);
                entries.Add(new YamlEntry(name, key.Position, value));
            }
        }

        return new YamlMapping(position, entries);
    }

    private YamlBroken Broken(Fault fault, SourcePosition position)
    {
        _faults.Add(fault, position);
        return new YamlBroken(position);
    }

    private ParsingEvent Next(ref Mark last)
    {
        if (!_parser.MoveNext())
            throw new YamlException(last, last, "it ends in the middle of something");
        last = _parser.Current!.End;
        return _parser.Current;
    }

    /// <summary>Untrusted text for a message: cut, without control characters.</summary>
    internal static string Shown(string text)
    {
        string cut = text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? '\ufffd' : c));
    }

    // The parser names the block that the tab is in, which may have begun long before.
    private SourcePosition FirstTab()
    {
        int line = 1;
        foreach (ReadOnlySpan<char> text in _text.AsSpan().EnumerateLines())
        {
            int tab = text.IndexOfAnyExcept(' ');
            if (tab >= 0 && text[tab] == '\t')
                return new SourcePosition(_faults.File, line, tab + 1);
            line++;
        }

        return _end;
    }

    private static string Reason(string message) =>
        message.Length == 0 ? "it cannot be read." : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') + ".";
}
