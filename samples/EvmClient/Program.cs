using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using EvmClient;

// dotnet run --project samples/EvmClient -- http://127.0.0.1:8545 TOKEN FRIEND < words.txt
if (args is not [var endpoint, var token, var friend] || await Console.In.ReadLineAsync() is not { } words)
{
    await Console.Error.WriteLineAsync("usage: EvmClient ENDPOINT TOKEN FRIEND, and the wallet's words on standard input");
    return 2;
}

using PrivateKeySigner signer = Wallets.Open(words, 0);
await Transfers.RunAsync(new Uri(endpoint), Address.Parse(token), Address.Parse(friend), signer, Console.Out, CancellationToken.None);
return 0;
