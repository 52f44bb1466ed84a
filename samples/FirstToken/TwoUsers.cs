using Bursar;
using Bursar.App.LocalChain;
using Bursar.Evm.Signing;

namespace FirstToken;

/// <summary>Two users each make a token, one for a website and one for a product, and move some of it; one stakes.</summary>
/// <remarks>Every action has an idempotency key or an effect that the chain itself knows: run twice with the same folder, it changes nothing.</remarks>
public static class TwoUsers
{
    /// <summary>Does it all and prints the balances.</summary>
    /// <param name="endpoint">A node of the local chain.</param>
    /// <param name="folder">Folder for the journal.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="ct">Stops at the next safe point.</param>
    /// <returns>The two tokens.</returns>
    public static async Task<Tokens> RunAsync(string endpoint, string folder, TextWriter output, CancellationToken ct)
    {
        // sample: open
        using PrivateKeySigner annasKey = LocalAccounts.Signer(1);
        var options = new BursarClientOptions { Folder = folder };
        await using BursarClient anna = await BursarClient.OpenAsync(endpoint, annasKey, options, ct);
        // end: open
        using PrivateKeySigner bensKey = LocalAccounts.Signer(2);
        await using BursarClient ben = await BursarClient.OpenAsync(endpoint, bensKey, options, ct);

        // sample: create
        Token website = await anna.Tokens.CreateAsync(new() { Name = "WebsiteCoin", Symbol = "WSC", Supply = 1_000_000 }, ct);
        // end: create

        // sample: link
        SiteLink site = await anna.Sites.LinkAsync("website_123.com", website, ct);
        // end: link

        // sample: product
        Token product = await ben.Tokens.CreateAsync(new()
        {
            Name = "ProductCoin",
            Symbol = "PRC",
            Supply = "250_000.50",
            Decimals = 6,
            Genesis = [new(ben.Account, 200_000), new(anna.Account, "50_000.50")],
            IdempotencyKey = "product_456",
        }, ct);
        await ben.Sites.LinkProductAsync("product_456", product, ct);
        // end: product

        // sample: move
        Sent sent = await website.TransferAsync(ben.Account, 500, "invoice-17", ct);
        await website.ApproveAsync(ben.Account, 200, "allowance-17", ct);

        Token bensView = await ben.Tokens.OpenAsync(website.Address, ct);
        await bensView.TransferFromAsync(anna.Account, ben.Account, 150, "collect-17", ct);
        // end: move
        Sent again = await website.TransferAsync(ben.Account, 500, "invoice-17", ct);

        StakePool pool = await Staking.StakeAsync(anna, website, ct);
        await output.WriteLineAsync($"{website}, linked to {site.Site}; {product}, linked to product_456");
        await output.WriteLineAsync($"transferred 500 WSC in {sent.Transaction}{(again.Transaction == sent.Transaction ? ", and asked for it twice without paying twice" : "")}");
        await output.WriteLineAsync($"Anna has staked {(await pool.ShowAsync(ct)).History.Model.Staked / website.Amount(1).BaseUnits} WSC in {pool.Address}");
        foreach ((string name, BursarClient user) in ((string, BursarClient)[])[("Anna", anna), ("Ben", ben)])
        {
            // sample: read
            string wsc = (await website.BalanceOfAsync(user.Account, ct)).ToString();
            string prc = (await product.BalanceOfAsync(user.Account, ct)).ToString();
            // end: read
            await output.WriteLineAsync($"{name,-5} {user.Account}  {wsc} WSC  {prc} PRC");
        }

        await output.WriteLineAsync($"Ben may still take {await website.AllowanceAsync(anna.Account, ben.Account, ct)} WSC of Anna's");
        return new Tokens(website, product, pool);
    }
}

/// <summary>The tokens that the two users made.</summary>
/// <param name="Website">Anna's, for her website.</param>
/// <param name="Product">Ben's, for his product.</param>
/// <param name="Pool">Anna's pool, in which she has staked.</param>
public sealed record Tokens(Token Website, Token Product, StakePool Pool);
