using Bursar.Evm.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Bursar.Evm.Generators.Tests;

/// <summary>The compiler calls a generator on every key press: what has not changed must not be made again.</summary>
public sealed class CachingTests
{
    [Fact]
    public void A_change_of_one_file_makes_only_that_files_bindings_again()
    {
        Generation first = Generation.Of(("Greeter.json", Samples.Greeter), ("Counter.json", Samples.Counter));
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.New], Reasons(first, BindingsGenerator.BindingsStep));

        Generation second = first.Change("Greeter.json", Samples.Greeter.Replace("greet", "salute", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(second, BindingsGenerator.ContractStep));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(second, BindingsGenerator.BindingsStep));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(second, BindingsGenerator.DuplicatesStep));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Outputs(second));
        Assert.Contains("SaluteCall", second.Source("Greeter.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_white_space_makes_nothing_again()
    {
        Generation first = Generation.Of(("Greeter.json", Samples.Greeter), ("Counter.json", Samples.Counter));
        Generation second = first.Change("Greeter.json", Samples.Greeter.Replace(",", " ,\n  ", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], Reasons(second, BindingsGenerator.ContractStep));
        Assert.All(Reasons(second, BindingsGenerator.BindingsStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Outputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_new_name_of_one_contract_leaves_the_others_alone()
    {
        Generation first = Generation.Of(("Greeter.json", Samples.Greeter), ("Counter.json", Samples.Counter));
        Generation second = first.Change("Counter.json", Samples.Counter.Replace("\"Counter\"", "\"Teller\"", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Reasons(second, BindingsGenerator.BindingsStep));
        Assert.Contains(second.Result.GeneratedSources, source => source.HintName == "Teller.g.cs");
        Assert.DoesNotContain(second.Result.GeneratedSources, source => source.HintName == "Counter.g.cs");
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(Generation generation, string step) =>
        generation.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(Generation generation) =>
        generation.Result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);
}
