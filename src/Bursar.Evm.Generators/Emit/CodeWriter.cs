using System;
using System.Text;

namespace Bursar.Evm.Generators.Emit;

/// <summary>Writes indented source.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _indent).Append(line);
        _text.Append('\n');
    }

    /// <summary>Writes a brace and goes one level in.</summary>
    public void Open()
    {
        Line("{");
        _indent++;
    }

    /// <summary>Goes one level out and writes a brace.</summary>
    public void Close(string after = "")
    {
        _indent--;
        Line("}" + after);
    }

    /// <summary>Writes <paramref name="header"/> and what <paramref name="body"/> writes in braces.</summary>
    public void Block(string header, Action body)
    {
        Line(header);
        Open();
        body();
        Close();
    }

    public override string ToString() => _text.ToString();
}
