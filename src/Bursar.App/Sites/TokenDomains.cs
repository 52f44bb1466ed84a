using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Sites;

/// <summary>Asks tokens for the domains that they name (ERC-7529).</summary>
public sealed class TokenDomains(EthereumClient client)
{
    /// <summary>Whether the token names the domain; null when it has no function <c>checkDomain(string)</c>.</summary>
    public async Task<bool?> CheckAsync(Address token, string domain, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(token, new Erc7529.CheckDomainCall(domain), BlockTag.Latest, cancellationToken);
        }
        catch (RevertException)
        {
            return null;
        }
        catch (RpcException e) when (e.InnerException is AbiException)
        {
            return null;
        }
    }
}
