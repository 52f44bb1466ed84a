using Bursar.Evm.Primitives;
using Bursar.Evm.Uris;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Uris;

public sealed class PaymentRequestTests
{
    private const string Token = "0x89205A3A3b2A69De6Dbf7f01ED13B2108B2c43e7";
    private const string Payee = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";

    [Fact]
    public void Reads_the_examples_of_EIP_681_in_lower_case() // one of them has a wrong checksum as it is printed there
    {
        PaymentRequest coin = PaymentRequest.Parse("ethereum:0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359?value=2.014e18");
        Assert.Equal(UInt256.Parse("2014000000000000000"), coin.Value);
        Assert.Null(coin.Function);
        PaymentRequest token = PaymentRequest.Parse($"ethereum:{Token.ToLowerInvariant()}/transfer?address={Payee.ToLowerInvariant()}&uint256=1");
        Assert.True(token.TryGetTokenTransfer(out Address payee, out UInt256 amount));
        Assert.Equal((Address.Parse(Payee), (UInt256)1UL), (payee, amount));
        Assert.Null(token.ChainId);
    }

    [Fact]
    public void A_token_request_is_written_and_read()
    {
        PaymentRequest request = PaymentRequest.OfToken(Address.Parse(Token), new ChainId(8453), Address.Parse(Payee), UInt256.MaxValue);
        Assert.Equal($"ethereum:{Token}@8453/transfer?address={Payee}&uint256={UInt256.MaxValue}", request.ToString());
        PaymentRequest read = PaymentRequest.Parse(request.ToString());
        Assert.Equal(request, read);
        Assert.True(read.TryGetTokenTransfer(out _, out UInt256 amount));
        Assert.Equal(UInt256.MaxValue, amount);
    }

    [Theory]
    [InlineData("ethereum:pay-vitalik.eth?value=1", "ethereum:pay-vitalik.eth?value=1")]
    [InlineData("ETHEREUM:Vitalik.eth@1?value=1e3&gas=21000&gasPrice=5", "ethereum:pay-vitalik.eth@1?value=1000&gasLimit=21000&gasPrice=5")]
    [InlineData("ethereum:" + Token + "/f?int8=-128&uint8=255&bool=true&string=a%20%C3%A9%26&bytes=0x01&bytes4=0x01020304&address=vitalik.eth", "ethereum:" + Token + "/f?int8=-128&uint8=255&bool=true&string=a%20%C3%A9%26&bytes=0x01&bytes4=0x01020304&address=vitalik.eth")]
    [InlineData("ethereum:" + Token + "?value=+1.50e2", "ethereum:" + Token + "?value=150")]
    [InlineData("ethereum:" + Token + "?value=0", "ethereum:" + Token + "?value=0")]
    [InlineData("ethereum:" + Token, "ethereum:" + Token)]
    public void Prints_the_plain_form_of_what_it_reads(string text, string printed)
    {
        PaymentRequest request = PaymentRequest.Parse(text);
        Assert.Equal(printed, request.ToString());
        Assert.Equal(request, PaymentRequest.Parse(printed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bitcoin:" + Token)]
    [InlineData("ethereum:")]
    [InlineData("ethereum:0x8920")]
    [InlineData("ethereum:0x89205A3A3b2A69De6Dbf7f01ED13B2108B2c43e8")]
    [InlineData("ethereum:nodots")]
    [InlineData("ethereum:xn--a.eth")]
    [InlineData("ethereum:" + Token + "@")]
    [InlineData("ethereum:" + Token + "@01")]
    [InlineData("ethereum:" + Token + "@0x1")]
    [InlineData("ethereum:" + Token + "@18446744073709551616")]
    [InlineData("ethereum:" + Token + "/")]
    [InlineData("ethereum:" + Token + "/transfer(address)")]
    [InlineData("ethereum:" + Token + "?")]
    [InlineData("ethereum:" + Token + "?value")]
    [InlineData("ethereum:" + Token + "?value=")]
    [InlineData("ethereum:" + Token + "?value=-1")]
    [InlineData("ethereum:" + Token + "?value=1.5")]
    [InlineData("ethereum:" + Token + "?value=1.55e1")]
    [InlineData("ethereum:" + Token + "?value=1e78")]
    [InlineData("ethereum:" + Token + "?value=1e-1")]
    [InlineData("ethereum:" + Token + "?value=1e")]
    [InlineData("ethereum:" + Token + "?value=.5e1")]
    [InlineData("ethereum:" + Token + "?value=1.e1")]
    [InlineData("ethereum:" + Token + "?value=1.2.3e5")]
    [InlineData("ethereum:" + Token + "?value=0x10")]
    [InlineData("ethereum:" + Token + "?value=1,5e3")]
    [InlineData("ethereum:" + Token + "?value=1&value=1")]
    [InlineData("ethereum:" + Token + "?gas=1&gasLimit=1")]
    [InlineData("ethereum:" + Token + "?value=1&")]
    [InlineData("ethereum:" + Token + "?amount=1")]
    [InlineData("ethereum:" + Token + "?uint256=1")]
    [InlineData("ethereum:" + Token + "/f?uint=1")]
    [InlineData("ethereum:" + Token + "/f?uint8=256")]
    [InlineData("ethereum:" + Token + "/f?int8=-129")]
    [InlineData("ethereum:" + Token + "/f?int8=128")]
    [InlineData("ethereum:" + Token + "/f?bool=1")]
    [InlineData("ethereum:" + Token + "/f?bytes2=0x01")]
    [InlineData("ethereum:" + Token + "/f?string=%C3")]
    [InlineData("ethereum:" + Token + "/f?string=%zz")]
    [InlineData("ethereum:" + Token + "/f?string=a b")]
    [InlineData("ethereum:" + Token + "#fragment")]
    public void Refuses_what_EIP_681_does_not_define(string text)
    {
        Assert.False(PaymentRequest.TryParse(text, out _, out string? problem));
        Assert.NotEmpty(problem);
        Assert.Throws<FormatException>(() => PaymentRequest.Parse(text));
    }

    [Fact]
    public void Damaged_requests_are_refused_or_survive_a_round_trip()
    {
        int seed = Seeds.Next("payment requests");
        var random = new Random(seed);
        string[] whole = [$"ethereum:{Token}@1/transfer?address={Payee}&uint256=15e17", $"ethereum:pay-a.b-c.eth@10?value=2.5e3&gas=1&gasPrice=7", $"ethereum:{Token}/f?string=%41%C3%A9&int64=-5&bytes=0xabcd"];
        const string Marks = "@/?&=%.e-+0x19Aa:_ é";
        int read = 0;
        for (int i = Seeds.Count(20_000); i > 0; i--)
        {
            char[] text = whole[random.Next(whole.Length)].ToCharArray();
            for (int n = random.Next(1, 4); n > 0; n--)
                text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
            string damaged = new(text);
            string label = $"seed {seed}: {damaged}";
            Exception? thrown = Record.Exception(() =>
            {
                if (PaymentRequest.TryParse(damaged, out PaymentRequest? request, out _))
                {
                    read++;
                    Assert.True(request.Equals(PaymentRequest.Parse(request.ToString())), label);
                }
            });
            Assert.True(thrown is null, $"{label}: {thrown}");
        }

        Assert.True(read > 100, $"seed {seed}: {read} read");
    }

    [Fact]
    public void Refuses_to_write_what_nobody_could_read()
    {
        Assert.Throws<InvalidOperationException>(() => new PaymentRequest().ToString());
        Assert.Throws<InvalidOperationException>(() => new PaymentRequest { Target = Address.Zero, Arguments = [new PaymentArgument("uint256", "1")] }.ToString());
    }
}
