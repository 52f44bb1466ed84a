using System.Net;
using Bursar.App.Sites.Dns;
using Xunit;
using static Bursar.App.Tests.Sites.DnsResponder;

namespace Bursar.App.Tests.Sites;

public sealed class DnsTxtClientTests
{
    private const int Fine = 0x8180;
    private const int Txt = 16;
    private const int Cname = 5;
    private const string Host = "ERC-7529.1._domaincontracts.example.org";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_a_standard_question_and_joins_the_strings_of_a_record()
    {
        byte[]? seen = null;
        await using var server = new DnsResponder((query, _) =>
        {
            seen = query;
            return [Reply(query, Fine, Record(Pointer(12), Txt, Texts("0xab", "cd,", "0x12")), Record(Pointer(12), Txt, Texts("second")))];
        });
        Assert.Equal(["0xabcd,0x12", "second"], await Client(server).LookUpAsync(Host, Stop));
        // RFC 1035 §4.1: recursion desired, one question, the name, type TXT, class IN.
        Assert.Equal([0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0, .. Name(Host), 0, 16, 0, 1], seen![2..]);
        Assert.Equal((1, 0), (server.UdpQueries, server.TcpQueries));
    }

    [Fact]
    public async Task Turns_to_TCP_when_the_answer_is_truncated()
    {
        string[] many = [.. Enumerable.Range(0, 100).Select(i => $"0x{i:x40}")];
        await using var server = new DnsResponder((query, tcp) => tcp
            ? [Reply(query, Fine, [.. many.Select(t => Record(Pointer(12), Txt, Texts(t)))])]
            : [Reply(query, Fine | 0x0200)]);
        Assert.Equal(many, await Client(server).LookUpAsync(Host, Stop));
        Assert.Equal((1, 1), (server.UdpQueries, server.TcpQueries));
    }

    [Fact]
    public async Task Ignores_datagrams_that_do_not_answer_the_question()
    {
        await using var server = new DnsResponder((query, _) =>
        {
            byte[] forged = Record(Pointer(12), Txt, Texts("forged"));
            byte[] wrongId = Reply(query, Fine, forged);
            wrongId[0] ^= 1;
            byte[] notAReply = Reply(query, 0x0100, forged);
            byte[] otherName = Reply(query, Fine, forged);
            otherName[13] ^= 1;
            return [wrongId, notAReply, otherName, query[..5], [], Reply(query, Fine, Record(Pointer(12), Txt, Texts("true")))];
        });
        Assert.Equal(["true"], await Client(server).LookUpAsync(Host, Stop));
    }

    [Fact]
    public async Task Takes_the_question_back_in_another_case()
    {
        await using var server = new DnsResponder((query, _) =>
        {
            byte[] reply = Reply(query, Fine, Record(Pointer(12), Txt, Texts("a")));
            for (int i = 13; i < 21; i++)
                reply[i] = (byte)char.ToLowerInvariant((char)reply[i]);
            return [reply];
        });
        Assert.Equal(["a"], await Client(server).LookUpAsync(Host, Stop));
    }

    [Fact]
    public async Task Follows_aliases_and_leaves_out_other_names()
    {
        await using var server = new DnsResponder((query, _) => [Reply(query, Fine,
            Record(Name("evil.example"), Txt, Texts("not mine")),
            Record(Pointer(12), Cname, Name("a.example.net")),
            Record(Name("A.example.net"), Cname, [1, (byte)'b', .. Name("example.net")]),
            Record(Name("b.example.net"), Txt, Texts("mine")),
            Record(Name("b.example.net"), 1, [127, 0, 0, 1]))]);
        Assert.Equal(["mine"], await Client(server).LookUpAsync(Host, Stop));
    }

    [Theory]
    [InlineData(0x8183)]
    [InlineData(0x8180)]
    public async Task A_host_without_records_has_none(int flags)
    {
        await using var server = new DnsResponder((query, _) => [Reply(query, flags)]);
        Assert.Empty(await Client(server).LookUpAsync(Host, Stop));
    }

    [Theory]
    [InlineData(0x8182, "server failure")]
    [InlineData(0x8185, "refused")]
    public async Task A_failure_of_the_server_is_not_an_empty_answer(int flags, string words)
    {
        await using var server = new DnsResponder((query, _) => [Reply(query, flags)]);
        DnsException failure = await Assert.ThrowsAsync<DnsException>(() => Client(server).LookUpAsync(Host, Stop));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_to_the_next_server()
    {
        await using var broken = new DnsResponder((query, _) => [Reply(query, 0x8182)]);
        await using var silent = new DnsResponder((_, _) => []);
        await using var good = new DnsResponder((query, _) => [Reply(query, Fine, Record(Pointer(12), Txt, Texts("here")))]);
        var client = new DnsTxtClient(new DnsOptions { Servers = [broken.EndPoint, silent.EndPoint, good.EndPoint], Timeout = TimeSpan.FromSeconds(3) });
        Assert.Equal(["here"], await client.LookUpAsync(Host, Stop));
        Assert.Equal((1, 1, 1), (broken.UdpQueries, silent.UdpQueries, good.UdpQueries));
    }

    [Fact]
    public async Task Gives_up_on_silent_servers()
    {
        await using var server = new DnsResponder((_, _) => []);
        var client = new DnsTxtClient(new DnsOptions { Servers = [server.EndPoint], Timeout = TimeSpan.FromSeconds(1), Rounds = 3 });
        await Assert.ThrowsAsync<DnsException>(() => client.LookUpAsync(Host, Stop));
        Assert.Equal(3, server.UdpQueries);
    }

    [Fact]
    public async Task Can_be_cancelled()
    {
        await using var server = new DnsResponder((_, _) => []);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(server).LookUpAsync(Host, cancel.Token));
    }

    public static TheoryData<string, byte[]> Damage => new()
    {
        { "a pointer to itself", Record(Pointer(12 + Name(Host).Length + 4), Txt, Texts("x")) },
        { "a pointer forwards", Record(Pointer(200), Txt, Texts("x")) },
        { "a pointer into the header", Record(Pointer(3), Txt, Texts("x")) },
        { "an alias that points to itself", Record(Pointer(12), Cname, Pointer(12 + Name(Host).Length + 4 + 12)) },
        { "a text longer than its record", Record(Pointer(12), Txt, [200, 1, 2]) },
        { "a record longer than the message", [.. Record(Pointer(12), Txt, Texts("x"))[..^2]] },
        { "a label type that is reserved", Record([0x80, 0], Txt, Texts("x")) },
        { "a name that never ends", [.. Enumerable.Repeat<byte[]>([63, .. new byte[63]], 6).SelectMany(l => l), .. Record([0], Txt, Texts("x"))] },
        { "nothing where a record is announced", [] },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task Refuses_a_malformed_answer(string what, byte[] record)
    {
        await using var server = new DnsResponder((query, _) => [Reply(query, Fine, record)]);
        DnsException failure = await Assert.ThrowsAsync<DnsException>(() => Client(server).LookUpAsync(Host, Stop));
        Assert.True(failure.Message.Contains("malformed", StringComparison.Ordinal), $"{what}: {failure.Message}");
    }

    [Fact]
    public async Task Refuses_aliases_in_a_circle()
    {
        await using var server = new DnsResponder((query, _) => [Reply(query, Fine, Record(Pointer(12), Cname, Name("b.example")), Record(Name("b.example"), Cname, Pointer(12)))]);
        DnsException failure = await Assert.ThrowsAsync<DnsException>(() => Client(server).LookUpAsync(Host, Stop));
        Assert.Contains("alias", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_after_the_question_never_do_harm()
    {
        const int Seed = 7529;
        var random = new Random(Seed);
        byte[] last = [];
        await using var server = new DnsResponder((query, _) =>
        {
            byte[] junk = new byte[random.Next(0, 120)];
            random.NextBytes(junk);
            last = Reply(query, Fine, junk);
            last[7] = (byte)random.Next(1, 4);
            return [last];
        });
        DnsTxtClient client = Client(server);
        for (int i = 0; i < 500; i++)
        {
            try
            {
                await client.LookUpAsync(Host, Stop);
            }
            catch (DnsException)
            {
                // Refused, as most of them must be.
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {Seed}, message {i}: {Convert.ToHexString(last)}", e);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("ü.example")]
    public async Task A_host_that_DNS_cannot_carry_is_a_mistake_of_the_caller(string host)
    {
        var client = new DnsTxtClient(new DnsOptions { Servers = [new IPEndPoint(IPAddress.Loopback, 9)] });
        await Assert.ThrowsAsync<ArgumentException>(() => client.LookUpAsync(host, Stop));
    }

    [Fact]
    public void Reads_the_servers_of_resolv_conf()
    {
        const string Text = "# made by hand\nsearch example.org\nnameserver 192.0.2.1\n nameserver\t2001:db8::1 \nnameserver nonsense\noptions edns0\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n";
        Assert.Equal(["192.0.2.1:53", "[2001:db8::1]:53", "192.0.2.2:53"], DnsOptions.FromResolvConf(new StringReader(Text)).Servers.Select(s => s.ToString()));
        Assert.Equal(["127.0.0.1:53"], DnsOptions.FromResolvConf(TextReader.Null).Servers.Select(s => s.ToString()));
        Assert.NotEmpty(DnsOptions.OfThisMachine().Servers);
    }

    private static DnsTxtClient Client(DnsResponder server) =>
        new(new DnsOptions { Servers = [server.EndPoint], Timeout = TimeSpan.FromSeconds(20), Rounds = 1 });
}
