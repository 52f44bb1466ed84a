namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Several endpoints do not say the same, and nothing tells which of them is right.</summary>
public sealed class EndpointsDisagreeException : Exception
{
    /// <summary>Says about what, and who says what.</summary>
    /// <param name="subject">What was asked.</param>
    /// <param name="answers">Each endpoint with its answer.</param>
    public EndpointsDisagreeException(string subject, IReadOnlyList<EndpointAnswer> answers)
        : base($"the endpoints do not agree on {subject}: {string.Join("; ", answers.Select(a => $"{a.Endpoint} says {a.Answer}"))}")
    {
        Subject = subject;
        Answers = answers;
    }

    /// <summary>What was asked.</summary>
    public string Subject { get; }

    /// <summary>Each endpoint with its answer.</summary>
    public IReadOnlyList<EndpointAnswer> Answers { get; }
}
