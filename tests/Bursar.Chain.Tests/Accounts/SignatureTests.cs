using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Signatures;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Accounts;

/// <summary>Whose word a signature is, on a real chain and beside viem: keys, contracts (ERC-1271), contracts to come (ERC-6492), delegating accounts (EIP-7702).</summary>
public sealed class SignatureTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private const string Message = "I agree";

    private static readonly Hash32 Hash = PersonalMessage.Hash(Message);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_keys_signature_is_its_accounts_and_nobody_elses()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] signature = key.Sign(Hash).ToBytes();
        await ExpectAsync(SignatureVerdict.Key, key.Address, signature);
        await ExpectAsync(SignatureVerdict.Invalid, chain.Signer(1).Address, signature);
        await ExpectAsync(SignatureVerdict.Invalid, key.Address, [.. signature[..64], 29]);
        Assert.Equal(SignatureVerdict.Invalid, await chain.Client.VerifySignatureAsync(key.Address, Hash, new byte[100_000], default, Cancel));
        Assert.Equal(SignatureVerdict.Key, await chain.Client.VerifyMessageAsync(key.Address, System.Text.Encoding.UTF8.GetBytes(Message), signature, default, Cancel));
        var typed = new TypedDataHash(new Eip712Domain { ChainId = 31337UL }, Hash);
        Assert.Equal(SignatureVerdict.Key, await chain.Client.VerifyTypedDataAsync(key.Address, typed, key.Sign(typed.SigningHash).ToBytes(), default, Cancel));
    }

    [Fact]
    public async Task A_contract_accepts_what_its_code_accepts()
    {
        IReadOnlyDictionary<string, byte[]> code = await TestContracts.CompileAsync("Accounts.sol");
        using PrivateKey owner = PrivateKey.Generate();
        using PrivateKey stranger = PrivateKey.Generate();
        Address account = await chain.DeployAsync(chain.Signer(0), [.. code["OwnedAccount"], .. TestContracts.Word(owner.Address).Span]);
        await ExpectAsync(SignatureVerdict.Contract, account, owner.Sign(Hash).ToBytes());
        await ExpectAsync(SignatureVerdict.Invalid, account, stranger.Sign(Hash).ToBytes());
        await ExpectAsync(SignatureVerdict.Invalid, account, [1, 2, 3]);
        await ExpectAsync(SignatureVerdict.Invalid, await chain.DeployAsync(chain.Signer(0), code["ShortAccount"]), owner.Sign(Hash).ToBytes(), compare: false);
        await ExpectAsync(SignatureVerdict.Invalid, await chain.DeployAsync(chain.Signer(0), code["DirtyAccount"]), owner.Sign(Hash).ToBytes(), compare: false);
    }

    [Fact]
    public async Task A_contract_to_come_accepts_as_it_will_and_nothing_is_deployed()
    {
        IReadOnlyDictionary<string, byte[]> code = await TestContracts.CompileAsync("Accounts.sol");
        using PrivateKey owner = PrivateKey.Generate();
        using PrivateKey stranger = PrivateKey.Generate();
        Address factory = await chain.DeployAsync(chain.Signer(0), code["AccountFactory"]);
        Hash32 salt = Keccak256.Hash("salt"u8);
        byte[] deployment = TestContracts.Call("create(address,bytes32)", TestContracts.Word(owner.Address), salt);
        Address account = Create2.AddressOf(factory, salt, Keccak256.Hash([.. code["OwnedAccount"], .. TestContracts.Word(owner.Address).Span]));
        byte[] wrapped = Wrap(factory, deployment, owner.Sign(Hash).ToBytes());

        await ExpectAsync(SignatureVerdict.Invalid, account, owner.Sign(Hash).ToBytes());
        await ExpectAsync(SignatureVerdict.Counterfactual, account, wrapped);
        await ExpectAsync(SignatureVerdict.Invalid, account, Wrap(factory, deployment, stranger.Sign(Hash).ToBytes()));
        await ExpectAsync(SignatureVerdict.Invalid, chain.Signer(3).Address, wrapped);
        await ExpectAsync(SignatureVerdict.Invalid, account, [.. new byte[64], .. wrapped[^32..]], compare: false);
        Assert.Empty(await chain.Client.GetCodeAsync(account, BlockTag.Latest, Cancel));

        await chain.SendAsync(chain.Signer(0), factory, deployment);
        await ExpectAsync(SignatureVerdict.Counterfactual, account, wrapped);
        await ExpectAsync(SignatureVerdict.Contract, account, owner.Sign(Hash).ToBytes());
    }

    [Fact]
    public async Task An_account_that_delegates_keeps_its_key()
    {
        IReadOnlyDictionary<string, byte[]> code = await TestContracts.CompileAsync("Accounts.sol");
        Address refusing = await chain.DeployAsync(chain.Signer(0), code["RefusingAccount"]);
        using PrivateKey key = PrivateKey.Generate();
        PrivateKeySigner payer = chain.Signer(4);
        var plain = (Eip1559Transaction)await chain.Client.FillAsync(new CallRequest { From = payer.Address, To = payer.Address, GasLimit = 100_000 }, Cancel);
        var delegating = new Eip7702Transaction
        {
            ChainId = plain.ChainId,
            Nonce = plain.Nonce,
            MaxFeePerGas = plain.MaxFeePerGas,
            MaxPriorityFeePerGas = plain.MaxPriorityFeePerGas,
            GasLimit = plain.GasLimit,
            To = plain.To,
            AuthorizationList = [new Authorization(31337UL, refusing, 0).Sign(key)],
        };
        SignedTransaction signed = await payer.SignTransactionAsync(delegating, Cancel);
        Assert.True((await chain.WaitAsync(await chain.Client.SendRawTransactionAsync(signed.Raw, Cancel))).Status);
        Assert.True(Authorization.TryReadDelegation(await chain.Client.GetCodeAsync(key.Address, BlockTag.Latest, Cancel), out Address target));
        Assert.Equal(refusing, target);
        await ExpectAsync(SignatureVerdict.Key, key.Address, key.Sign(Hash).ToBytes());
    }

    private static byte[] Wrap(Address factory, byte[] deployment, byte[] signature)
    {
        var writer = new AbiWriter(96);
        writer.WriteAddress(factory);
        writer.WriteBytes(deployment);
        writer.WriteBytes(signature);
        return [.. writer.Finish(), .. Enumerable.Repeat(new byte[] { 0x64, 0x92 }, 16).SelectMany(static b => b)];
    }

    /// <summary>Ours, and viem's yes or no beside it unless its rule is another.</summary>
    private async Task ExpectAsync(SignatureVerdict expected, Address account, byte[] signature, bool compare = true)
    {
        Assert.Equal(expected, await chain.Client.VerifySignatureAsync(account, Hash, signature, default, Cancel));
        if (!compare)
            return;
        var question = new JsonObject { ["op"] = "verify.message", ["rpc"] = chain.Endpoint.ToString(), ["address"] = account.ToString(), ["message"] = Message, ["signature"] = Hex.Encode(signature) };
        JsonElement answer = (await NodeOracle.AskAsync([question]))[0];
        Assert.Equal(expected != SignatureVerdict.Invalid, NodeOracle.Ok(answer, account.ToString()).GetBoolean());
    }
}
