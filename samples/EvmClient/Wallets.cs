using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.HdKeys;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Bursar.Evm.Uris;

namespace EvmClient;

/// <summary>Keys, signatures and links, without a node.</summary>
public static class Wallets
{
    /// <summary>The account with that number of a wallet of words.</summary>
    public static PrivateKeySigner Open(string words, uint number)
    {
        // sample: words
        using Mnemonic mnemonic = Mnemonic.Parse(words);
        using HdKey root = mnemonic.ToRootKey();
        using HdKey account = root.Derive(HdPath.Ethereum(number));
        return new PrivateKeySigner(account.ToPrivateKey());
        // end: words
    }

    /// <summary>Signs typed data as a wallet does, and says whose signature it is.</summary>
    public static async Task<Address> SignAsync(ISigner signer, string json, CancellationToken cancellation)
    {
        // sample: typed-data
        TypedData data = TypedData.Parse(json);
        Signature signature = await signer.SignTypedDataAsync(data.Hash, cancellation);
        return Secp256k1.Recover(data.Hash.SigningHash, signature);
        // end: typed-data
    }

    /// <summary>An account's word that it runs the code of a contract from now on.</summary>
    public static SignedAuthorization Delegate(PrivateKey key, ChainId chain, Address code, ulong nonce)
    {
        // sample: delegate
        return new Authorization(chain.Value, code, nonce).Sign(key);
        // end: delegate
    }

    /// <summary>A link that asks for a token.</summary>
    public static string Ask(Address token, ChainId chain, Address payee, UInt256 amount)
    {
        // sample: request
        return PaymentRequest.OfToken(token, chain, payee, amount).ToString();
        // end: request
    }
}
