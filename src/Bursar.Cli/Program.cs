using System.CommandLine;
using System.CommandLine.Invocation;
using Bursar.Cli.Commands;
using Bursar.Cli.Output;
using Bursar.Core.Faults;

var options = new GlobalOptions();
var factory = new CommandFactory(options);
RootCommand root = new("Bursar creates tokens, gets them to the right people, and proves that it did.")
{
    ChainCommands.CreateUp(factory),
    ChainCommands.CreateDown(factory),
    DemoCommand.Create(factory),
    InitCommand.Create(factory),
    PlanCommand.Create(factory),
    ApproveCommand.Create(factory),
    SignCommand.Create(factory),
    ApplyCommand.Create(factory),
    VerifyCommand.CreateVerify(factory),
    VerifyCommand.CreateReport(factory),
    TokenCommands.Create(factory),
    SiteCommands.Create(factory),
    ListCommands.Create(factory),
    TreeCommands.Create(factory),
    VestCommands.Create(factory),
    DropCommands.Create(factory),
    VoucherCommands.Create(factory),
    ProgrammeCommands.Create(factory),
    PoolCommands.Create(factory),
    SwapCommands.Create(factory),
    StakeCommands.Create(factory),
    JournalCommands.Create(factory),
    PolicyCommands.Create(factory),
    SafeCommands.Create(factory),
    KeysCommands.Create(factory),
    NetworkCommands.Create(factory),
    LabCommands.Create(factory),
    CompletionCommand.Create(factory),
};
options.AddTo(root);
ExamplesHelp.Attach(root);
ParseResult parsed = root.Parse(args);
if (parsed is { Errors.Count: > 0, Action: ParseErrorAction } && args.Contains("--json"))
{
    const string hint = "Add --help in place of the rest to see what the command takes.";
    new Terminal(json: true, plain: true).Show([.. parsed.Errors.Select(e => new Fault("cli.usage", e.Message, Hint: hint) { Kind = FaultKind.Usage })]);
    return (int)FaultKind.Usage;
}

// After Ctrl-C a local chain still has to write its state.
int exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(70) });
return parsed.Errors.Count > 0 && exit == 1 ? 2 : exit;
