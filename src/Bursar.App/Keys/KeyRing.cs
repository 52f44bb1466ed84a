using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.HdKeys;
using Bursar.Evm.Keystore;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Keys;

/// <summary>The encrypted keys of an operator: keystore v3 files in <c>‹home›/keys/‹name›.json</c>, readable by their owner only.</summary>
public sealed class KeyRing(string home)
{
    private const int MaxFileBytes = 64 * 1024;
    private const int MaxNameLength = 64;
    private readonly string _folder = Path.Combine(home, "keys");

    /// <summary>All keys, by name.</summary>
    public IReadOnlyList<StoredKey> List()
    {
        if (!Directory.Exists(_folder))
            return [];
        var keys = new List<StoredKey>();
        foreach (string path in Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Read(path) is { IsOk: true } file && file.Value.Address is { } address)
                keys.Add(new StoredKey(Path.GetFileNameWithoutExtension(path), address, path) { Weakness = file.Value.Weakness });
        }

        return keys;
    }

    /// <summary>The key with that name or address.</summary>
    public StoredKey? Find(string nameOrAddress) => Address.TryParse(nameOrAddress, out Address address)
        ? Find(address)
        : List().FirstOrDefault(k => k.Name == nameOrAddress);

    /// <summary>The key of an account.</summary>
    public StoredKey? Find(Address address) => List().FirstOrDefault(k => k.Address == address);

    /// <summary>Makes a new key.</summary>
    public Result<StoredKey> Create(string name, ReadOnlySpan<char> password)
    {
        using PrivateKey key = PrivateKey.Generate();
        return Store(name, key, password);
    }

    /// <summary>Takes over a private key of 32 bytes in hexadecimal, or a keystore file's text with its password.</summary>
    /// <remarks>A keystore that protects its key too weakly is opened all the same, since its key gets a strong one here; <see cref="StoredKey.Weakness"/> says so.</remarks>
    public Result<StoredKey> Import(string name, ReadOnlySpan<char> text, ReadOnlySpan<char> filePassword, ReadOnlySpan<char> password)
    {
        try
        {
            if (text.TrimStart().StartsWith("{"))
            {
                KeystoreFile file = KeystoreFile.Parse(text.ToString());
                using PrivateKey unlocked = file.Unlock(filePassword, KeystoreLimits.AllowWeak);
                Result<StoredKey> stored = Store(name, unlocked, password);
                return stored.IsOk ? stored.Value with { Weakness = file.Weakness } : stored;
            }

            if (!PrivateKey.TryParse(text.Trim(), out PrivateKey? key))
                return new Fault("key.malformed", "this is neither 32 bytes in hexadecimal nor a keystore file.", Hint: "Give the key on standard input or as a file.");
            using (key)
                return Store(name, key, password);
        }
        catch (KeystoreException e)
        {
            return Describe(e, "the imported file");
        }
    }

    /// <summary>Takes over one key of a wallet: that of <paramref name="path"/> under its mnemonic (BIP-39, BIP-32). Only the key is stored, not the words.</summary>
    public Result<StoredKey> ImportMnemonic(string name, ReadOnlySpan<char> words, ReadOnlySpan<char> passphrase, HdPath path, ReadOnlySpan<char> password)
    {
        if (!Mnemonic.TryParse(words, out Mnemonic? mnemonic, out MnemonicError error, out int position))
            return NoMnemonic(error, position);
        try
        {
            using (mnemonic)
            using (HdKey root = mnemonic.ToRootKey(passphrase))
            using (HdKey derived = root.Derive(path))
            using (PrivateKey key = derived.ToPrivateKey())
                return Store(name, key, password);
        }
        catch (FormatException)
        {
            return new Fault("key.bad-passphrase", "the passphrase has a character whose normal form is not known.", Hint: "Check how it was typed: half a character, or one from a newer Unicode version.");
        }
    }

    /// <summary>Decrypts a key. The caller disposes the signer, which clears the key from memory.</summary>
    public Result<PrivateKeySigner> Unlock(StoredKey stored, ReadOnlySpan<char> password)
    {
        Result<KeystoreFile> file = Read(stored.File);
        if (!file.TryGet(out KeystoreFile? keystore))
            return Result<PrivateKeySigner>.Fail(file.Faults);
        try
        {
            return new PrivateKeySigner(keystore.Unlock(password, KeystoreLimits.AllowWeak));
        }
        catch (KeystoreException e)
        {
            return Describe(e, $"the key '{stored.Name}'");
        }
    }

    private Result<StoredKey> Store(string name, PrivateKey key, ReadOnlySpan<char> password)
    {
        if (name.Length is 0 or > MaxNameLength || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            return new Fault("key.bad-name", $"'{name}' is no name for a key.", Hint: $"Use 1 to {MaxNameLength} letters, digits, '-' and '_'.");
        if (password.IsEmpty)
            return new Fault("key.empty-password", "an empty password protects nothing.", Hint: "Give a password at the prompt, in BURSAR_PASSWORD or by --password-fd.");
        string path = Path.Combine(_folder, name + ".json");
        if (File.Exists(path))
            return new Fault("key.exists", $"there is a key '{name}' already.", Hint: "Choose another name: a key is never overwritten.");
        if (Find(key.Address) is { } same)
            return new Fault("key.exists", $"the key of {key.Address} is stored already, as '{same.Name}'.");
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(path, options))
            stream.Write(Encoding.UTF8.GetBytes(KeystoreFile.Encrypt(key, password)));
        return new StoredKey(name, key.Address, path);
    }

    private static Fault NoMnemonic(MnemonicError error, int position) => error switch
    {
        MnemonicError.WordCount => new Fault("key.bad-mnemonic", "a mnemonic has 12, 15, 18, 21 or 24 words.", Hint: "Give all words, in order, with blanks or line breaks between them."),
        MnemonicError.UnknownWord => new Fault("key.bad-mnemonic", $"word {position} is not in the English list of BIP-39.", Hint: "Check its spelling; lists in other languages are not read."),
        _ => new Fault("key.bad-mnemonic", "the checksum of the words is wrong.", Hint: "A word is wrong although it is in the list, or two are in the wrong order."),
    };

    private static Result<KeystoreFile> Read(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: <= MaxFileBytes })
            return new Fault("key.damaged", $"'{path}' is missing or too large to be a keystore.") { File = path };
        try
        {
            return Result<KeystoreFile>.Ok(KeystoreFile.Parse(File.ReadAllText(path)));
        }
        catch (KeystoreException e)
        {
            return Describe(e, path);
        }
    }

    private static Fault Describe(KeystoreException e, string what) => e.Error == KeystoreError.WrongPassword
        ? new Fault("key.wrong-password", $"the password does not open {what}.", Hint: "Type it again; a damaged file would have said so.")
        : e.Error is KeystoreError.Unsupported or KeystoreError.Absurd
        ? new Fault("key.unsupported", $"{what} cannot be opened here: {e.Message}", Hint: "Export the key from the wallet that wrote it, in a form that this reads.")
        : new Fault("key.damaged", $"{what} cannot be used: {e.Message}", Hint: "Restore the keystore from your backup.");
}

/// <summary>An encrypted key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its account.</param>
/// <param name="File">Its file.</param>
public sealed record StoredKey(string Name, Address Address, string File)
{
    /// <summary>In which way the file that it came from, or stands in, protects it too weakly; null when it does not.</summary>
    public string? Weakness { get; init; }
}
