using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Keccak-256 over bytes that arrive in pieces.</summary>
public sealed class Keccak256Stream
{
    private readonly ulong[] _state = new ulong[25];
    private readonly byte[] _block = new byte[Keccak256.Rate];
    private int _filled;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int take = Math.Min(data.Length, Keccak256.Rate - _filled);
            data[..take].CopyTo(_block.AsSpan(_filled));
            _filled += take;
            data = data[take..];
            if (_filled == Keccak256.Rate)
            {
                Keccak256.Absorb(_state, _block);
                KeccakPermutation.Permute(_state);
                _filled = 0;
            }
        }
    }

    /// <summary>The hash of all that was added; afterwards the object starts anew.</summary>
    public Hash32 Finish()
    {
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Finish(_state, _block.AsSpan(0, _filled), hash);
        Array.Clear(_state);
        _filled = 0;
        return new Hash32(hash);
    }
}
