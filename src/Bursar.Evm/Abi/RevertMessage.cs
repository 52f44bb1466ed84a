using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>A revert with a text, <c>Error(string)</c>: from <c>require(condition, "text")</c> or <c>revert("text")</c>.</summary>
/// <param name="Message">The text, as the contract gave it.</param>
public sealed record RevertMessage(string Message) : IContractError
{
    /// <summary>The selector of <c>Error(string)</c>.</summary>
    public static Selector Selector { get; } = new(0x08c379a0);

    /// <inheritdoc/>
    public string Name => "Error";

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments => [new("message", Message)];

    /// <inheritdoc/>
    Selector IContractError.Selector => Selector;
}
