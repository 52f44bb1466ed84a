using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>A contract that others publish, as a local chain gets it.</summary>
/// <param name="Name">Short name, for step ids.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Address">Where the canonical deployer puts it.</param>
/// <param name="CreationCode">Its creation code with the constructor's arguments.</param>
public sealed record PublishedContract(string Name, string Title, Address Address, byte[] CreationCode);
