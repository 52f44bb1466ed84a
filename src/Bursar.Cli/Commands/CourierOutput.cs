using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Courier;
using Bursar.Cli.Output;

namespace Bursar.Cli.Commands;

/// <summary>The options that show a file as QR codes besides writing it.</summary>
internal sealed class CourierOutput
{
    public Option<bool> Qr { get; } = new("--qr") { Description = "Show it as QR codes in the terminal as well" };

    public Option<string?> Html { get; } = new("--html") { Description = "Write it as a page that shows its QR codes in turn as well", HelpName = "file" };

    /// <summary>The outcome with the codes that were asked for.</summary>
    public Outcome With(CommandContext context, Outcome outcome, byte[] file, string title)
    {
        bool qr = context.Get(Qr);
        string? page = context.Get(Html);
        if (!qr && page is null)
            return outcome;
        IReadOnlyList<string> texts = CourierChunks.Cut(file);
        if (page is not null)
            NewFile.Write(page, stream => stream.Write(QrPages.Html(title, texts)));
        JsonObject json = outcome.Json.AsObject();
        json["codes"] = texts.Count;
        if (qr)
            json["chunks"] = ApprovalView.Array(texts);
        return outcome with
        {
            Human = t =>
            {
                outcome.Human(t);
                if (page is not null)
                    SentView.Line(t, "page", $"{page} ({texts.Count} QR codes)");
                if (qr)
                    QrPages.Print(t, texts);
            },
        };
    }
}
