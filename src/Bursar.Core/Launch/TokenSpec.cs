namespace Bursar.Core.Launch;

/// <summary>A token that a launch speaks of: a <see cref="CreatedTokenSpec"/>, an <see cref="ExistingTokenSpec"/> or the <see cref="NativeTokenSpec"/>.</summary>
public abstract record TokenSpec
{
    /// <summary>Key under <c>tokens</c>, by which the rest of the file refers to it.</summary>
    public required string Key { get; init; }

    /// <summary>ERC-20 <c>decimals()</c>: what it will be, or what the file says that it is.</summary>
    public required byte Decimals { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path of the token in the file, for faults.</summary>
    public string Path => $"tokens.{Key}";
}
