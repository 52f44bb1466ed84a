namespace Bursar.Chain.Tests.Outbox;

/// <summary>Stands for the death of the process.</summary>
internal sealed class CrashException() : Exception("the process was killed here");
