using System.CommandLine;
using Bursar.Cli.Commands;

var options = new GlobalOptions();
var factory = new CommandFactory(options);
RootCommand root = new("Bursar creates tokens, gets them to the right people, and proves that it did.")
{
    ChainCommands.CreateUp(factory),
    ChainCommands.CreateDown(factory),
    DemoCommand.Create(factory),
    InitCommand.Create(factory),
    PlanCommand.Create(factory),
    ApplyCommand.Create(factory),
    VerifyCommand.CreateVerify(factory),
    VerifyCommand.CreateReport(factory),
    TokenCommands.Create(factory),
    SiteCommands.Create(factory),
    ListCommands.Create(factory),
    TreeCommands.Create(factory),
    DropCommands.Create(factory),
    KeysCommands.Create(factory),
    NetworkCommands.Create(factory),
    CompletionCommand.Create(factory),
};
options.AddTo(root);
ExamplesHelp.Attach(root);
ParseResult parsed = root.Parse(args);
int exit = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 && exit == 1 ? 2 : exit;
