using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Tokens;

/// <summary>
/// What can be told of the powers over a token that is not Bursar's: by the places where proxies keep their code (ERC-1967, ERC-1167), by what it answers to
/// the functions of known interfaces, and by the functions that its code names.
/// </summary>
/// <remarks>What it says of itself may be a lie, and what it does not name may be there under another name. Each of the six powers has its line, "unknown" where nothing was found.</remarks>
internal sealed class ForeignPowers(EthereumClient client, Address token, BlockTag block)
{
    private const int MostMembers = 5;

    private static readonly byte[] Implementation = Convert.FromHexString("360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc");
    private static readonly byte[] Admin = Convert.FromHexString("b53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103");
    private static readonly byte[] Beacon = Convert.FromHexString("a3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50");
    private static readonly byte[] OldImplementation = Convert.FromHexString("7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3");
    private static readonly byte[] CloneHead = Convert.FromHexString("363d3d373d3d3d363d73");

    private readonly ContractProbe _probe = new(client, block);

    /// <summary>All that can be told, a line for each thing.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(byte[] code, CancellationToken cancellationToken)
    {
        var lines = new List<string> { "Its code is not Bursar's: what follows is what it shows, and nothing proves that it shows all." };
        (byte[] instructions, string? upgrade) = await BehindAsync(code, cancellationToken);
        bool talkative = await _probe.IsTalkativeAsync(token, cancellationToken);
        if (talkative)
            lines.Add("It answers whatever it is asked, so what it says of itself is left out.");
        string? holders = talkative ? null : await HoldersAsync(lines, cancellationToken);
        lines.Add(Line("mint", ForeignSigns.Mint, instructions, await SaidAsync(talkative, ForeignSigns.Minters, cancellationToken), holders));
        lines.Add(Line("take or burn what others hold", ForeignSigns.Seize, instructions, await SaidAsync(talkative, ForeignSigns.Seizers, cancellationToken), holders));
        lines.Add(Line("pause", ForeignSigns.Pause, instructions, await PausedAsync(talkative, cancellationToken), holders));
        lines.Add(Line("freeze accounts", ForeignSigns.Freeze, instructions, await SaidAsync(talkative, ForeignSigns.Freezers, cancellationToken), holders));
        lines.Add(Line("take a fee on transfers", ForeignSigns.Fee, instructions, await FeeAsync(talkative, cancellationToken), holders));
        lines.Add(upgrade ?? Line("exchange the code", ForeignSigns.Upgrade, instructions, null, holders));
        return lines;
    }

    /// <summary>The code that really runs, as far as it can be followed, and who can exchange it.</summary>
    private async Task<(byte[] Instructions, string? Upgrade)> BehindAsync(byte[] code, CancellationToken cancellationToken)
    {
        if (code.Length >= 45 && code.AsSpan().StartsWith(CloneHead))
        {
            var original = new Address(code.AsSpan(CloneHead.Length, Address.Length));
            return ([.. code, .. await _probe.CodeAsync(original, cancellationToken)], $"exchange the code: it is a clone (ERC-1167) of {original}, for good, unless that one is a proxy itself.");
        }

        Address? admin = await _probe.SlotAsync(token, Admin, cancellationToken);
        if (await _probe.SlotAsync(token, Beacon, cancellationToken) is { } beacon)
        {
            Address? shown = await _probe.AddressAsync(beacon, "implementation()", cancellationToken);
            string owner = await _probe.AddressAsync(beacon, "owner()", cancellationToken) is { } by ? await _probe.NameAsync(by, cancellationToken) : "whoever owns the beacon, unknown";
            return (await WithAsync(code, shown, cancellationToken), $"exchange the code: {owner}, through the beacon {beacon} (ERC-1967), and so do anything.");
        }

        Address? behind = await _probe.SlotAsync(token, Implementation, cancellationToken) ?? await _probe.SlotAsync(token, OldImplementation, cancellationToken);
        if (behind is null)
            return (code, null);
        byte[] all = await WithAsync(code, behind, cancellationToken);
        string who = admin is { } a
            ? await _probe.AddressAsync(a, "owner()", cancellationToken) is { } ownerOfAdmin ? $"{await _probe.NameAsync(ownerOfAdmin, cancellationToken)}, through the proxy's administrator {a}" : await _probe.NameAsync(a, cancellationToken)
            : await _probe.WordAsync(behind.Value, "proxiableUUID()", cancellationToken) is not null ? "whomever its own code lets (UUPS); see its owner and roles" : "unknown who";
        return (all, $"exchange the code: {who}. It is a proxy (ERC-1967) to {behind}; whoever exchanges its code can do anything.");
    }

    private async Task<byte[]> WithAsync(byte[] code, Address? more, CancellationToken cancellationToken) =>
        more is { } address ? [.. code, .. await _probe.CodeAsync(address, cancellationToken)] : code;

    /// <summary>Owner and roles; the text says where to look for who may use what the code names.</summary>
    private async Task<string?> HoldersAsync(List<string> lines, CancellationToken cancellationToken)
    {
        var where = new List<string>();
        if ((await _probe.AddressAsync(token, "owner()", cancellationToken) ?? await _probe.AddressAsync(token, "getOwner()", cancellationToken)) is { } owner)
        {
            lines.Add(owner.IsZero ? "owner: it says that it has none." : $"owner: {await _probe.NameAsync(owner, cancellationToken)}.");
            if (await _probe.AddressAsync(token, "pendingOwner()", cancellationToken) is { IsZero: false } next)
                lines.Add($"owner to be, once it accepts: {await _probe.NameAsync(next, cancellationToken)}.");
            where.Add(owner.IsZero ? "it says that it has no owner" : "its owner, if the code has it so");
        }

        if (await _probe.WordAsync(token, "getRoleAdmin(bytes32)", cancellationToken, Hash32.Zero) is not null)
        {
            foreach ((string name, Hash32 role) in ForeignSigns.Roles)
            {
                if (await MembersAsync(role, cancellationToken) is { Length: > 0 } members)
                    lines.Add($"role {name}: {members}.");
            }

            where.Add("whoever has a role for it (AccessControl); roles that cannot be counted have members only their events name");
        }

        if (await _probe.WordAsync(token, "wards(address)", cancellationToken, new Hash32(new byte[32])) is not null)
            where.Add("its wards, whom only its events name");
        if (await _probe.AddressAsync(token, "authority()", cancellationToken) is { IsZero: false } authority)
            where.Add($"whomever {authority} lets");
        return where.Count > 0 ? string.Join("; ", where) : null;
    }

    private async Task<string> MembersAsync(Hash32 role, CancellationToken cancellationToken)
    {
        if (await _probe.WordAsync(token, "getRoleMemberCount(bytes32)", cancellationToken, role) is not { } word || new UInt256(word.Span) is not { FitsUInt64: true } count)
            return "";
        var members = new List<string>();
        for (ulong i = 0; i < Math.Min((ulong)count, MostMembers); i++)
        {
            if (await _probe.AddressAsync(token, "getRoleMember(bytes32,uint256)", cancellationToken, role, new Hash32(((UInt256)i).ToBigEndian())) is { } member)
                members.Add(await _probe.NameAsync(member, cancellationToken));
        }

        return string.Join(", ", members) + ((ulong)count > MostMembers ? $" and {(ulong)count - MostMembers} more" : "");
    }

    /// <summary>What getters of known tokens say of who may do a thing.</summary>
    private async Task<string?> SaidAsync(bool talkative, IReadOnlyList<string> getters, CancellationToken cancellationToken)
    {
        foreach (string getter in talkative ? [] : getters)
        {
            if (await _probe.AddressAsync(token, getter, cancellationToken) is { } who)
                return $"{await _probe.NameAsync(who, cancellationToken)}, as {getter} says";
        }

        return null;
    }

    private async Task<string?> PausedAsync(bool talkative, CancellationToken cancellationToken)
    {
        if (talkative || await _probe.WordAsync(token, "paused()", cancellationToken) is not { } paused)
            return null;
        string by = await SaidAsync(talkative, ForeignSigns.Pausers, cancellationToken) is { } who ? $"by {who}" : "by whom is not said";
        return paused == Hash32.Zero ? $"it can be paused, {by}; now it is not" : $"it is paused now, {by}";
    }

    private async Task<string?> FeeAsync(bool talkative, CancellationToken cancellationToken)
    {
        foreach (string getter in talkative ? [] : ForeignSigns.Fees)
        {
            if (await _probe.WordAsync(token, getter, cancellationToken) is { } rate)
                return $"{getter} is {new UInt256(rate.Span)} now";
        }

        return null;
    }

    private static string Line(string power, IReadOnlyList<(Selector Selector, string Name)> signs, byte[] code, string? said, string? holders)
    {
        string[] named = [.. signs.Where(s => Names(code, s.Selector)).Select(s => s.Name)];
        if (named.Length == 0)
            return said is null ? $"{power}: unknown; no function of a known name." : $"{power}: {said}.";
        return $"{power}: the code names {string.Join(", ", named)}; {said ?? holders ?? "who may call it is unknown"}.";
    }

    /// <summary>Whether the code compares with a selector, as dispatchers do.</summary>
    private static bool Names(byte[] code, Selector selector)
    {
        Span<byte> push = stackalloc byte[5];
        push[0] = 0x63;
        selector.Write(push[1..]);
        return code.AsSpan().IndexOf(push) >= 0;
    }
}
