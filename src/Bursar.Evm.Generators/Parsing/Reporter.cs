using System;
using System.Collections.Generic;
using Bursar.Evm.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bursar.Evm.Generators.Parsing;

/// <summary>Collects the diagnostics of one file.</summary>
internal sealed class Reporter(string path, SourceText text)
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    public EquatableArray<DiagnosticInfo> Diagnostics => new(_diagnostics);

    public void Report(DiagnosticDescriptor descriptor, int position, params string[] arguments)
    {
        var span = new TextSpan(Math.Min(position, text.Length), position < text.Length ? 1 : 0);
        LinePositionSpan lines = text.Lines.GetLinePositionSpan(span);
        _diagnostics.Add(new DiagnosticInfo(descriptor.Id, path, span, lines.Start, lines.End, new EquatableArray<string>(arguments)));
    }
}
