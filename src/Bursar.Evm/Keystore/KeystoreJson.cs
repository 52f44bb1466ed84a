using System.Buffers;
using System.Text;
using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Keystore;

/// <summary>The JSON of the Web3 secret storage definition, version 3.</summary>
internal static class KeystoreJson
{
    private const int MaxLength = 64 * 1024;

    /// <exception cref="KeystoreException">Damaged or unsupported.</exception>
    internal static KeystoreFile Read(string json)
    {
        if (json.Length > MaxLength)
            throw Damaged($"longer than {MaxLength} characters");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw Damaged("not JSON");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw Damaged("a text in it is not valid Unicode");
        }
    }

    internal static string Write(KeystoreFile file, Guid id)
    {
        var cost = ((ScryptDerivation)file.Derivation).Cost;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 3);
            json.WriteString("id", id);
            if (file.Address is { } address)
                json.WriteString("address", address.ToLowerHex()[2..]);
            json.WriteStartObject("crypto");
            json.WriteString("cipher", "aes-128-ctr");
            json.WriteStartObject("cipherparams");
            json.WriteString("iv", Convert.ToHexStringLower(file.Iv));
            json.WriteEndObject();
            json.WriteString("ciphertext", Convert.ToHexStringLower(file.Ciphertext));
            json.WriteString("kdf", "scrypt");
            json.WriteStartObject("kdfparams");
            json.WriteNumber("dklen", KeyDerivation.Length);
            json.WriteNumber("n", cost.N);
            json.WriteNumber("r", cost.R);
            json.WriteNumber("p", cost.P);
            json.WriteString("salt", Convert.ToHexStringLower(file.Derivation.Salt));
            json.WriteEndObject();
            json.WriteString("mac", Convert.ToHexStringLower(file.Mac));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static KeystoreFile Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Damaged("not a JSON object");
        int version = Number(root, "version");
        if (version != 3)
            throw Unsupported($"version {version}, only 3 is known");
        JsonElement crypto = root.TryGetProperty("crypto", out JsonElement lower) ? lower : Member(root, "Crypto");
        string cipher = Text(crypto, "cipher");
        if (cipher != "aes-128-ctr")
            throw Unsupported($"the cipher '{Shorten(cipher)}', only aes-128-ctr is known");
        return new KeystoreFile(
            ReadAddress(root),
            ReadDerivation(Text(crypto, "kdf"), Member(crypto, "kdfparams")),
            Bytes(Member(crypto, "cipherparams"), "iv", 16),
            Bytes(crypto, "ciphertext", 32),
            Bytes(crypto, "mac", 32));
    }

    private static KeyDerivation ReadDerivation(string kdf, JsonElement parameters)
    {
        if (kdf is not ("scrypt" or "pbkdf2"))
            throw Unsupported($"the key derivation '{Shorten(kdf)}', only scrypt and pbkdf2 are known");
        int length = Number(parameters, "dklen");
        if (length != KeyDerivation.Length)
            throw Unsupported($"a derived key of {length} bytes, only 32 are known");
        byte[] salt = Bytes(parameters, "salt", null);
        if (kdf == "pbkdf2")
        {
            string function = Text(parameters, "prf");
            if (function != "hmac-sha256")
                throw Unsupported($"the function '{Shorten(function)}', only hmac-sha256 is known");
            int iterations = Number(parameters, "c");
            return iterations > 0 ? new Pbkdf2Derivation(salt, iterations) : throw Damaged("c is not positive");
        }

        var cost = new ScryptCost(Number(parameters, "n"), Number(parameters, "r"), Number(parameters, "p"));
        if (cost.N < 2 || !int.IsPow2(cost.N) || cost.R < 1 || cost.P < 1 || (long)cost.R * cost.P >= 1 << 30)
            throw Damaged("scrypt's n is no power of two, or r or p is out of range");
        return new ScryptDerivation(salt, cost);
    }

    private static Address? ReadAddress(JsonElement root)
    {
        if (!root.TryGetProperty("address", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return null;
        Span<byte> bytes = stackalloc byte[Address.Length];
        if (value.ValueKind != JsonValueKind.String || !Hex.TryDecode(value.GetString(), bytes))
            throw Damaged("address is not 40 hexadecimal digits");
        return new Address(bytes);
    }

    private static JsonElement Member(JsonElement parent, string name)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value))
            return value;
        throw Damaged($"{name.ToLowerInvariant()} is missing");
    }

    private static string Text(JsonElement parent, string name)
    {
        JsonElement value = Member(parent, name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Damaged($"{name} is not a text");
    }

    private static int Number(JsonElement parent, string name)
    {
        JsonElement value = Member(parent, name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : throw Damaged($"{name} is not an integer of 32 bits");
    }

    private static byte[] Bytes(JsonElement parent, string name, int? length)
    {
        if (!Hex.TryDecode(Text(parent, name), out byte[]? bytes) || (length is { } expected && bytes.Length != expected))
            throw Damaged(length is null ? $"{name} is not hexadecimal" : $"{name} is not {2 * length} hexadecimal digits");
        return bytes;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static KeystoreException Damaged(string facts) => new(KeystoreError.Damaged, $"not a keystore, or damaged: {facts}");

    private static KeystoreException Unsupported(string facts) => new(KeystoreError.Unsupported, $"a keystore that cannot be read here: {facts}");
}
