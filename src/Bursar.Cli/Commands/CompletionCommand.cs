using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;

namespace Bursar.Cli.Commands;

/// <summary><c>completion</c>: shell scripts that ask the program itself what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _bursar_complete() {
          local line="${COMP_LINE:0:$COMP_POINT}"
          mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$line" 2>/dev/null | grep -- "^${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _bursar_complete bursar ./bursar
        """;

    private const string Zsh = """
        #compdef bursar
        _bursar() {
          local -a words_found
          words_found=("${(@f)$(bursar "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -- $words_found
        }
        compdef _bursar bursar
        """;

    private const string Fish = """
        complete -c bursar -f -a '(bursar "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName bursar -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          bursar "[suggest:$cursorPosition]" "$commandAst" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Create(CommandFactory factory)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        return ExamplesHelp.With(factory.Create("completion", "Print a completion script, for example: source <(bursar completion bash)", (context, _) =>
        {
            string script = context.Get(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                _ => PowerShell,
            };
            return Task.FromResult(new Outcome(new JsonObject { ["script"] = script }, _ => Console.Out.WriteLine(script)));
        }, shell),
            "source <(bursar completion bash)",
            "bursar completion fish > ~/.config/fish/completions/bursar.fish");
    }
}
