using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Lab;
using Bursar.Cli.Output;
using Bursar.Core.Networks;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary>What disturbs a laboratory: <c>lab reorg</c>, <c>partition</c>, <c>heal</c>, <c>stall</c>, <c>resume</c>.</summary>
internal static class LabVerbs
{
    public static IReadOnlyList<Command> Create(CommandFactory factory) =>
    [
        CreateReorg(factory),
        CreatePos(factory, "partition", "Part the two halves of the proof-of-stake network; each goes on with blocks of its own", async (controls, cancellation) =>
        {
            LabSplit split = (await controls.PartitionAsync(cancellation)).Value;
            return (Json(split), $"parted after block {split.Fork}: the first half is at {split.First}, the second at {split.Second}; 'bursar lab heal' joins them");
        }),
        CreatePos(factory, "heal", "Join the halves; the first one goes over to the chain of the second", async (controls, cancellation) =>
        {
            LabSplit split = (await controls.HealAsync(cancellation)).Value;
            return (Json(split), split.Parted
                ? $"one chain again: the first half gave up its {split.First - split.Fork} block(s) after {split.Fork}"
                : "one chain: the halves had not parted");
        }),
        CreatePos(factory, "stall", "Stop finality while blocks go on (pos: neither half has two thirds of the stake; rollup: no batch is posted)", async (controls, cancellation) =>
        {
            ulong final = (await controls.StallAsync(cancellation)).Value;
            return (new JsonObject { ["ok"] = true, ["final"] = final }, $"block {final} is final, and soon nothing more will be; 'bursar lab resume' lets it go on");
        }),
        CreatePos(factory, "resume", "End a stall and wait until finality goes on", async (controls, cancellation) =>
        {
            ulong final = (await controls.ResumeAsync(cancellation)).Value;
            return (new JsonObject { ["ok"] = true, ["final"] = final }, $"finality goes on: block {final} is final");
        }),
    ];

    private static Command CreateReorg(CommandFactory factory)
    {
        var depth = new Argument<int>("depth") { Description = "How many of the last blocks are replaced by others, without their transactions" };
        var kind = new Option<string?>("--kind") { Description = "Which laboratory, when several run", HelpName = "kind" };
        return ExamplesHelp.With(
            factory.Create("reorg", "Replace the last blocks of the laboratory 'depth' or 'instant', or of the chain below 'rollup'", async (context, cancellation) =>
            {
                LabNetwork network = LabCommands.Running(context, context.Get(kind), LabKind.Depth, LabKind.Instant, LabKind.Rollup);
                int blocks = context.Get(depth);
                ulong kept = (await new LabControls(network, TimeProvider.System).ReorgAsync(blocks, cancellation)).Value;
                return new Outcome(new JsonObject { ["ok"] = true, ["kept"] = kept, ["depth"] = blocks }, t => t.Results.WriteLine($"{blocks} block(s) after {kept} were replaced"));
            }, depth, kind),
            "bursar lab reorg 3",
            "bursar lab reorg 1 --kind instant");
    }

    private static Command CreatePos(
        CommandFactory factory, string name, string description, Func<LabControls, CancellationToken, Task<(JsonObject Json, string Text)>> act)
    {
        var kind = new Option<string?>("--kind") { Description = "Which laboratory, when several run", HelpName = "kind" };
        return ExamplesHelp.With(
            factory.Create(name, description, async (context, cancellation) =>
            {
                LabNetwork network = LabCommands.Running(context, context.Get(kind), name is "stall" or "resume" ? [LabKind.Pos, LabKind.Rollup] : [LabKind.Pos]);
                context.Terminal.Note($"[grey]{name}: waiting for the nodes[/]");
                (JsonObject json, string text) = await act(new LabControls(network, TimeProvider.System), cancellation);
                return new Outcome(json, t => t.Results.WriteLine(text));
            }, kind),
            $"bursar lab {name}");
    }

    private static JsonObject Json(LabSplit split) => new()
    {
        ["ok"] = true,
        ["parted"] = split.Parted,
        ["fork"] = split.Fork,
        ["first"] = split.First,
        ["second"] = split.Second,
    };
}
