using System.Text;
using System.Xml;
using System.Xml.Linq;
using Bursar.App.Reporting;

namespace Bursar.App.Tests.Reporting;

/// <summary>A written page as a strict XML parser sees it.</summary>
internal sealed class ReadPage
{
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private ReadPage(string text, XDocument document) => (Text, Document) = (text, document);

    public string Text { get; }

    public XDocument Document { get; }

    public IEnumerable<XElement> Elements => Document.Descendants();

    /// <summary>Writes the report and parses its page; throws an <see cref="XmlException"/> when it is not well-formed.</summary>
    public static ReadPage Of(ReportModel model) => Of(ReportWriter.Write(model)[0]);

    public static ReadPage Of(ReportFile file)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.Span);
        using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = true });
        return new(text, XDocument.Load(reader, LoadOptions.PreserveWhitespace));
    }

    public XElement ById(string id) => Elements.Single(e => (string?)e.Attribute("id") == id);

    /// <summary>What stands beside <paramref name="name"/> in the list of facts below <paramref name="place"/>.</summary>
    public static XElement Fact(XElement place, string name) => place.Descendants(Html + "dl")
        .Where(static l => (string?)l.Attribute("class") == "facts")
        .SelectMany(static l => l.Elements(Html + "div"))
        .Single(d => d.Element(Html + "dt")!.Value == name)
        .Element(Html + "dd")!;

    /// <summary>The number of base units that a fact shows.</summary>
    public static string BaseUnits(XElement place, string fact) =>
        Fact(place, fact).Descendants(Html + "span").Single(static s => (string?)s.Attribute("class") == "base").Value;

    /// <summary>The body's rows of the table with this caption.</summary>
    public static XElement[][] Rows(XElement place, string caption) =>
        [.. Table(place, caption).Element(Html + "tbody")!.Elements(Html + "tr").Select(static r => r.Elements().ToArray())];

    public static XElement Table(XElement place, string caption) =>
        place.DescendantsAndSelf(Html + "table").Single(t => t.Element(Html + "caption")!.Value == caption);

    /// <summary>The exact value that hovering over the cell's number shows.</summary>
    public static string Hover(XElement cell) => (string)cell.Descendants(Html + "span").First(static s => s.Attribute("title") is not null).Attribute("title")!;

    /// <summary>Element and attribute names in order, without any text.</summary>
    public string[] Skeleton() =>
        [.. Elements.Select(static e => $"{e.Ancestors().Count()} {e.Name.LocalName} {string.Join(' ', e.Attributes().Select(static a => a.Name.LocalName))}")];
}
