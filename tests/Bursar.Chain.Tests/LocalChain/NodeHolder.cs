using System.Runtime.CompilerServices;
using Bursar.App.LocalChain;

namespace Bursar.Chain.Tests.LocalChain;

/// <summary>What this program does instead of running tests when a test starts it to be killed: it starts a node and waits.</summary>
internal static class NodeHolder
{
    /// <summary>Environment variable that names the file to write the endpoint to.</summary>
    public const string Variable = "BURSAR_TEST_HOLD_NODE";

    [ModuleInitializer]
    internal static void HoldNode()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file)
            return;
        LocalNode node = LocalNode.StartAsync(new LocalNodeOptions()).GetAwaiter().GetResult().Value;
        File.WriteAllText(file + ".part", node.Endpoint.ToString());
        File.Move(file + ".part", file);
        Thread.Sleep(Timeout.Infinite);
    }
}
