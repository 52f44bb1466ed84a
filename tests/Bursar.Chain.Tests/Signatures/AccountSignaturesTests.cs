using System.Diagnostics;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Signatures;

/// <summary>Signatures of accounts of every kind, on a real chain, beside viem's answers.</summary>
public sealed class AccountSignaturesTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    // A wallet that accepts signatures whose first byte is 1: answer = (byte 100 of the calldata == 1) * 0x1626ba7e, in the first four bytes of a word.
    private static readonly byte[] Wallet = Hex.Decode("0x766064355f1a600114631626ba7e60e01b025f5260205ff35f5260176009f3");
    private static readonly byte[] Accepted = [1, .. new byte[40]]; // viem's validator cannot take fewer than 32 bytes
    private static readonly byte[] Refused = [2, .. new byte[40]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_of_every_kind_are_asked_in_their_own_way_and_viem_agrees()
    {
        using PrivateKeySigner signer = App.LocalChain.LocalAccounts.Signer(2);
        byte[] message = [.. "pay 5 to 0xb0b"u8];
        Hash32 hash = PersonalMessage.Hash(message);
        Signature byKey = await signer.SignMessageAsync(message, Token);
        byte[] key = byKey.ToBytes();
        Assert.True(await chain.Client.HasSignedMessageAsync(signer.Address, message, key, cancellationToken: Token));

        Address wallet = Create2.AddressOf(Hash32.Zero, Wallet);
        await chain.SendAsync(chain.Signer(1), Create2.CanonicalDeployer, Create2.DeployCalldata(Hash32.Zero, Wallet));
        Hash32 salt = Keccak256.Hash("later"u8);
        Address later = Create2.AddressOf(salt, Wallet);
        byte[] elsewhere = Wrap(Create2.CanonicalDeployer, Create2.DeployCalldata(Keccak256.Hash("elsewhere"u8), Wallet), Accepted);
        (Address Account, byte[] Signature, bool Expected)[] cases =
        [
            (signer.Address, key, true),
            (chain.Signer(3).Address, key, false),
            (signer.Address, [.. key.AsSpan(0, 64), (byte)(key[64] ^ 1)], false),
            (wallet, Accepted, true),
            (wallet, Refused, false),
            (wallet, key, false),
            (later, Accepted, false),
            (later, Wrap(Create2.CanonicalDeployer, Create2.DeployCalldata(salt, Wallet), Accepted), true),
            (later, Wrap(Create2.CanonicalDeployer, Create2.DeployCalldata(salt, Wallet), Refused), false),
            (wallet, Wrap(Create2.CanonicalDeployer, Create2.DeployCalldata(salt, Wallet), Accepted), true),
            (later, elsewhere, false),
        ];
        string[] viem = await ViemAsync([.. cases.Select(c => $"{c.Account},{hash},{Hex.Encode(c.Signature)}")]);
        for (int i = 0; i < cases.Length; i++)
        {
            Assert.True(cases[i].Expected == await chain.Client.HasSignedAsync(cases[i].Account, hash, cases[i].Signature, cancellationToken: Token), $"case {i}");
            Assert.True(viem[i] == (cases[i].Expected ? "true" : "false"), $"viem says {viem[i]} in case {i}");
        }

        Assert.Empty(await chain.Client.GetCodeAsync(later, cancellationToken: Token));
    }

    [Fact]
    public async Task An_account_that_delegates_is_asked_and_its_key_still_counts()
    {
        using PrivateKeySigner account = App.LocalChain.LocalAccounts.Signer(4);
        Hash32 hash = Keccak256.Hash("delegated"u8);
        await chain.SendAsync(chain.Signer(5), Create2.CanonicalDeployer, Create2.DeployCalldata(Hash32.Zero, [.. Wallet, 0]));
        Address wallet = Create2.AddressOf(Hash32.Zero, [.. Wallet, 0]);
        using PrivateKey key = PrivateKey.FromBytes(Keccak256.Hash("bursar local account 4"u8).Span);
        ulong nonce = await chain.Client.GetTransactionCountAsync(account.Address, cancellationToken: Token);
        FeeQuote fees = await chain.Client.GetFeesAsync(cancellationToken: Token);
        SignedTransaction sent = await account.SignTransactionAsync(new Eip7702Transaction
        {
            ChainId = chain.ChainId,
            Nonce = nonce,
            GasLimit = 100_000,
            To = account.Address,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas.GetValueOrDefault(),
            AuthorizationList = [new Authorization((UInt256)chain.ChainId.Value, wallet, nonce + 1).Sign(key)],
        }, Token);
        await chain.Client.SendRawTransactionAsync(sent.Raw, Token);
        await chain.Controls.MineAsync(1, Token);
        byte[] code = await chain.Client.GetCodeAsync(account.Address, cancellationToken: Token);
        Assert.True(Authorization.TryReadDelegation(code, out Address target));
        Assert.Equal(wallet, target);

        byte[] signature = key.Sign(hash).ToBytes();
        Assert.NotEqual(1, signature[0]);
        Assert.True(await chain.Client.HasSignedAsync(account.Address, hash, signature, cancellationToken: Token));
        Assert.True(await chain.Client.HasSignedAsync(account.Address, hash, Accepted, cancellationToken: Token));
        Assert.True(await chain.Client.HasSignedAsync(account.Address, hash, new byte[] { 1 }, cancellationToken: Token));
        Assert.False(await chain.Client.HasSignedAsync(account.Address, hash, Refused, cancellationToken: Token));
    }

    [Fact]
    public async Task Nonsense_is_not_a_signature()
    {
        byte[] marker = [.. Enumerable.Repeat(new byte[] { 0x64, 0x92 }, 16).SelectMany(b => b)];
        foreach (byte[] signature in new byte[][] { [], [1], new byte[64], new byte[65], new byte[66], marker, [.. new byte[95], .. marker], [.. Enumerable.Repeat((byte)0xff, 96), .. marker], new byte[AccountSignatures.MaxLength] })
        {
            Assert.False(await chain.Client.HasSignedAsync(chain.Signer(1).Address, Hash32.Zero, signature, cancellationToken: Token), $"{signature.Length} bytes");
            Assert.False(await chain.Client.HasSignedAsync(default, Hash32.Zero, signature, cancellationToken: Token), $"{signature.Length} bytes, zero address");
        }

        await Assert.ThrowsAsync<ArgumentException>(() => chain.Client.HasSignedAsync(default, Hash32.Zero, new byte[AccountSignatures.MaxLength + 1], cancellationToken: Token));
    }

    private static byte[] Wrap(Address factory, byte[] preparation, byte[] signature)
    {
        byte[] arguments = [.. new byte[12], .. factory.ToArray(), .. Word(96), .. Word(96 + 32 + Padded(preparation).Length), .. Word(preparation.Length), .. Padded(preparation), .. Word(signature.Length), .. Padded(signature)];
        return [.. arguments, .. Enumerable.Repeat(new byte[] { 0x64, 0x92 }, 16).SelectMany(b => b)];
    }

    private static byte[] Word(int number) => ((UInt256)(uint)number).ToBigEndian();

    private static byte[] Padded(byte[] data) => [.. data, .. new byte[(32 - (data.Length % 32)) % 32]];

    private async Task<string[]> ViemAsync(string[] cases)
    {
        string script = Path.Combine(Checkout.Root, "tests", "Bursar.Chain.Tests", "Signatures", "signatures.mjs");
        using Process node = Process.Start(new ProcessStartInfo("node", [script, Checkout.Root, chain.Endpoint.ToString(), .. cases]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = node.StandardError.ReadToEndAsync(Token);
        string output = await node.StandardOutput.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        Assert.True(node.ExitCode == 0, await error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
