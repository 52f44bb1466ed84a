using Bursar.App.Keys;
using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Reads what people type for an account: an address, the name of a key, or <c>local:N</c> on the local chain.</summary>
internal static class Accounts
{
    private const string Local = "local:";

    /// <summary>The address that is meant.</summary>
    /// <param name="context">Where keys are.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="network">Local accounts exist on its chain only: anybody has their keys.</param>
    /// <param name="field">The argument or option, for faults.</param>
    public static Address Resolve(CommandContext context, string text, NetworkProfile network, string field)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return Parse(text, field);
        if (text.StartsWith(Local, StringComparison.Ordinal))
        {
            if (!LocalAccounts.LiveOn(network.ChainId))
            {
                throw new FaultException(new Fault("cli.local-account", $"'{text}' is an account of the local chain: on {network.Title} anybody could take what it gets.", field,
                    "Give an address or the name of a key."));
            }

            if (int.TryParse(text[Local.Length..], out int number) && number >= 0 && number < LocalAccounts.Count)
                return LocalAccounts.Addresses[number];
            throw new FaultException(new Fault("cli.bad-address", $"'{text}' is no local account.", field, $"There are local:0 to local:{LocalAccounts.Count - 1}."));
        }

        return new KeyRing(context.Home).Find(text)?.Address ?? throw new FaultException(new Fault("cli.bad-address", $"'{text}' is neither an address nor the name of a key.", field,
            "Addresses are 0x and 40 hexadecimal digits; 'bursar keys list' shows the keys."));
    }

    /// <summary>An address, as it stands.</summary>
    public static Address Parse(string text, string field)
    {
        if (Address.TryParse(text, out Address address, out AddressError error))
            return address;
        string hint = error == AddressError.Checksum
            ? "One of its characters is wrong: copy it again. Only an address in lower case has no checksum."
            : "Addresses are 0x and 40 hexadecimal digits.";
        throw new FaultException(new Fault("cli.bad-address", $"'{text}' is no address{(error == AddressError.Checksum ? ": its checksum (EIP-55) is wrong" : "")}.", field, hint));
    }

    /// <summary>Who sends: what was given, or the first local account on the local chain.</summary>
    public static string SenderOr(string? given, NetworkProfile network, string option = "--from") => given ?? (LocalAccounts.LiveOn(network.ChainId)
        ? "local:0"
        : throw new FaultException(new Fault("cli.no-account", $"on {network.Title} there is no account to fall back on.", option, "Name an address or a key of 'bursar keys list'.") { Kind = FaultKind.Usage }));
}
