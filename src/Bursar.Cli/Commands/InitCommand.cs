using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Launch;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>init</c>: a launch file and a list to start from.</summary>
internal static class InitCommand
{
    private const int MaxName = 64;

    public static Command Create(CommandFactory factory)
    {
        var folder = new Argument<string>("folder") { Description = "Where to write them", DefaultValueFactory = _ => "." };
        var sender = new Option<string?>("--operator") { Description = "Who will send every transaction: an address, a key's name, or local:N (default on the local chain: local:0)", HelpName = "account" };
        return ExamplesHelp.With(
            factory.Create("init", "Write a commented launch file and a list to start from; nothing is overwritten", (context, _) =>
            {
                NetworkProfile network = Session.Network(context);
                Address account = Accounts.Resolve(context, Accounts.SenderOr(context.Get(sender), network, "--operator"), network, "--operator");
                string root = context.Get(folder);
                string launch = Path.Combine(root, "launch.yaml");
                string list = Path.Combine(root, LaunchTemplate.ListName);
                NewFile.Refuse(launch);
                NewFile.Refuse(list);
                DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
                WriteText(launch, LaunchTemplate.LaunchFile(NameOf(root), network.Name, account, today));
                WriteText(list, LaunchTemplate.List());
                var json = new JsonObject { ["ok"] = true, ["launch"] = launch, ["list"] = list, ["network"] = network.Name, ["operator"] = account.ToString() };
                return Task.FromResult(new Outcome(json, t =>
                {
                    SentView.Line(t, "launch file", launch);
                    SentView.Line(t, "list", list);
                    SentView.Line(t, "next", $"edit both, then: bursar plan {launch}");
                }));
            }, folder, sender),
            "bursar init my-launch",
            "bursar init my-launch --network base --operator treasury");
    }

    private static void WriteText(string path, string text) => NewFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>The folder's own name, as far as launches may be called so.</summary>
    private static string NameOf(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ToLowerInvariant();
        string kept = new string([.. name.Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-')]).Trim('-');
        return kept.Length == 0 ? "my-launch" : kept[..Math.Min(kept.Length, MaxName)].TrimEnd('-');
    }
}
