using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The lists beside a launch file, as they are read one after the other.</summary>
internal sealed class LaunchLists(string folder, ChainId chain, List<Fault> faults)
{
    private const int MostNfts = 1_000_000;
    private readonly Dictionary<string, RecipientList> _lists = new(StringComparer.Ordinal);

    /// <summary>The lists that were read, by the path of what they belong to.</summary>
    internal IReadOnlyDictionary<string, RecipientList> Lists => _lists;

    /// <summary>Reads the list of <paramref name="resource"/>; null after a fault.</summary>
    internal RecipientList? Read(string resource, ListSpec spec, TokenSpec token, CancellationToken cancellationToken)
    {
        if (Find(resource, spec) is not { } path)
            return null;
        ListReadOptions options = spec.ReadOptions(token.Decimals, (token as ExistingTokenSpec)?.Address, chain);
        Result<RecipientList> read = Read(path, options, token, spec, cancellationToken);
        if (!read.TryGet(out RecipientList? list))
        {
            faults.AddRange(read.Faults);
            return null;
        }

        _lists[resource] = list;
        return list;
    }

    /// <summary>The lists as their files have them, of resources whose lists were replaced.</summary>
    internal Dictionary<string, RecipientList> Replaced { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts another list in the place of one that was read.</summary>
    internal void Replace(string resource, RecipientList list)
    {
        Replaced[resource] = _lists[resource];
        _lists[resource] = list;
    }

    /// <summary>Reads the list of what vests; null when there is none, or after a fault.</summary>
    internal VestingList? ReadVesting(VestingSpec vesting, CancellationToken cancellationToken)
    {
        if (vesting.From is not { } spec || Find(vesting.Path, spec) is not { } path)
            return null;
        using FileStream stream = File.OpenRead(path);
        ListReadOptions options = spec.ReadOptions(vesting.Token.Decimals, (vesting.Token as ExistingTokenSpec)?.Address, chain);
        Result<ListDocument> read = ListDocumentReader.Read(stream, options, cancellationToken);
        Result<VestingList> list = read.TryGet(out ListDocument? document) ? VestingList.Of(document, vesting, options) : Result<VestingList>.Fail(read.Faults);
        if (list.IsOk)
            return list.Value;
        faults.AddRange(list.Faults);
        return null;
    }

    /// <summary>Reads the list of NFTs of a payout; null after a fault.</summary>
    internal NftList? ReadNfts(NftPayoutSpec payout, CancellationToken cancellationToken)
    {
        if (Find(payout.Path, payout.List) is not { } path)
            return null;
        using FileStream stream = File.OpenRead(path);
        ListReadOptions options = payout.List.ReadOptions(0, null, chain) with { Allow = AllowedRows.Duplicates, UnitIsDefault = true, MaxRows = MostNfts };
        Result<ListDocument> read = ListDocumentReader.Read(stream, options, cancellationToken);
        Result<NftList> list = read.TryGet(out ListDocument? document) ? NftList.Of(document, payout.Collection, payout.Standard) : Result<NftList>.Fail(read.Faults);
        if (list.IsOk)
            return list.Value;
        faults.AddRange(list.Faults);
        return null;
    }

    /// <summary>The list's file; null after a fault.</summary>
    private string? Find(string resource, ListSpec spec)
    {
        string path = Path.Combine(folder, spec.Path);
        if (!File.Exists(path))
        {
            faults.Add(new Fault("launch.list-not-found", $"the list '{spec.Path}' of {resource} does not exist.", $"{resource}.list",
                "Paths are relative to the folder of the launch file.").At(spec.Position));
            return null;
        }

        if (LeadsOutside(spec.Path))
        {
            faults.Add(new Fault("launch.list-outside", $"the list '{spec.Path}' of {resource} leads outside of the launch file's folder through a symbolic link.",
                $"{resource}.list", "Put the list itself into the folder.").At(spec.Position));
            return null;
        }

        return path;
    }

    private static Result<RecipientList> Read(string path, ListReadOptions options, TokenSpec token, ListSpec spec, CancellationToken cancellationToken)
    {
        using FileStream stream = File.OpenRead(path);
        if (!ListDocumentReader.Read(stream, options, cancellationToken).TryGet(out ListDocument? document, out IReadOnlyList<Fault> found))
            return Result<RecipientList>.Fail(found);
        // A token that is yet to be created has no address that a list could name: the rows of another one are taken only when somebody says so.
        if (token is NativeTokenSpec && spec.Token is null && document.Assets.Any(a => a.Kind is not (AssetKind.Unstated or AssetKind.Native)))
        {
            return new Fault("list.other-token", $"The list is of {document.Assets.First(a => a.Kind is not (AssetKind.Unstated or AssetKind.Native))}, but the native coin would be given.", null,
                $"Check that this is the right list; to take its rows of the coin, write list: {{ file: {spec.Path}, token: native }}.")
            { File = spec.Path };
        }

        return token is CreatedTokenSpec && spec.Token is null && document.Assets.FirstOrDefault(a => a.Kind != AssetKind.Unstated) is { Kind: not AssetKind.Unstated } named
            ? new Fault("list.other-token", $"The list is of {named}, but {token.Path} is yet to be created.", null,
                $"Check that this is the right list; if its amounts are meant, say so: list: {{ file: {spec.Path}, token: \"{(named.Kind == AssetKind.Native ? "native" : named.Token)}\" }}.")
            { File = spec.Path }
            : document.ToRecipientList(options);
    }

    /// <summary>Whether the file, or a folder on the way to it, is a symbolic link.</summary>
    private bool LeadsOutside(string path)
    {
        string at = folder;
        foreach (string part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            FileSystemInfo info = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (info.ResolveLinkTarget(returnFinalTarget: true) is { } target
                && !target.FullName.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
