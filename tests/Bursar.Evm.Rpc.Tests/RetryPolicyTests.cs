using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new()
    {
        Attempts = 6,
        FirstDelay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromMilliseconds(1000),
        MaxRetryAfter = TimeSpan.FromSeconds(30),
    };

    [Theory]
    [InlineData(1, 0.0, 50)]
    [InlineData(1, 1.0, 100)]
    [InlineData(2, 1.0, 200)]
    [InlineData(3, 0.5, 300)]
    [InlineData(4, 1.0, 800)]
    [InlineData(5, 1.0, 1000)]
    public void Doubles_up_to_a_cap_with_jitter(int attempt, double jitter, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Policy.Delay(attempt, null, jitter));

    [Fact]
    public void Ends_with_the_last_attempt()
    {
        Assert.Null(Policy.Delay(6, null, 0));
        Assert.Null(RetryPolicy.None.Delay(1, null, 0));
    }

    [Fact]
    public void Waits_for_the_server_when_that_is_longer()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), Policy.Delay(1, TimeSpan.FromSeconds(20), 1));
        Assert.Equal(TimeSpan.FromMilliseconds(100), Policy.Delay(1, TimeSpan.FromMilliseconds(3), 1));
        Assert.Null(Policy.Delay(1, TimeSpan.FromSeconds(31), 1));
    }

    [Fact]
    public void Survives_any_number_of_attempts() =>
        Assert.Equal(TimeSpan.FromSeconds(8), new RetryPolicy { Attempts = int.MaxValue }.Delay(int.MaxValue - 1, null, 1));
}
