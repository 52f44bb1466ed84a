using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>One CSV file per table of the report, each with all rows. Tables without rows are left out.</summary>
internal static class ReportTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model)
    {
        Dictionary<Address, ReportToken> tokens = [];
        foreach (ReportToken token in model.Tokens)
            tokens.TryAdd(token.Address, token);
        tokens.TryAdd(default, ReportToken.CoinOf(model.Network));

        if (model.Tokens.Count > 0)
            yield return new("tokens.csv", Tokens(model));
        if (model.Tokens.Any(static t => t.Allocation.Count > 0))
            yield return new("allocation.csv", Allocation(model));
        if (model.Tokens.Any(static t => t.Holders.Count > 0))
            yield return new("holders.csv", Holders(model));
        if (model.Sites.Count > 0)
            yield return new("sites.csv", Sites(model));
        foreach (ReportFile file in VestingTables.Of(model, tokens))
            yield return file;
        if (model.Drops.Count > 0)
            yield return new("drops.csv", Drops(model, tokens));
        if (model.Drops.Any(static d => d.Claims.Count > 0))
            yield return new("claims.csv", Claims(model, tokens));
        foreach (ReportFile file in PayoutTables.Of(model, tokens))
            yield return file;
        foreach (ReportFile file in EscrowTables.Of(model, tokens))
            yield return file;
        foreach (ReportFile file in PoolTables.Of(model, tokens))
            yield return file;
        foreach (ReportFile file in StakingTables.Of(model, tokens))
            yield return file;
        foreach (ReportFile file in SpreadTables.Of(model, tokens))
            yield return file;
        if (model.Checks.Count > 0)
            yield return new("checks.csv", Checks(model));
        if (model.Transactions.Count > 0)
            yield return new("transactions.csv", Transactions(model));
    }

    /// <summary>The exact amount with its decimals; empty when the report does not know the token.</summary>
    internal static string? Amount(UInt256 amount, Address token, Dictionary<Address, ReportToken> tokens) =>
        tokens.TryGetValue(token, out ReportToken? known) ? People.Exact(amount, known.Decimals) : null;

    private static byte[] Tokens(ReportModel model)
    {
        var table = new CsvTable("token", "name", "symbol", "decimals", "total_supply", "total_supply_base_units", "code_hash", "owner_of_record", "powers");
        foreach (ReportToken token in model.Tokens)
        {
            table.Row(
                token.Address.ToString(), token.Name, token.Symbol, token.Decimals.ToString(), People.Exact(token.TotalSupply, token.Decimals),
                token.TotalSupply.ToString(), token.CodeHash.ToString(), token.OwnerOfRecord?.ToString(), string.Join(" ", token.Powers));
        }

        return table.ToBytes();
    }

    private static byte[] Allocation(ReportModel model)
    {
        var table = new CsvTable("token", "symbol", "label", "account", "amount", "amount_base_units", "share");
        foreach (ReportToken token in model.Tokens)
        {
            foreach (ReportAllocation row in token.Allocation)
            {
                table.Row(
                    token.Address.ToString(), token.Symbol, row.Label, row.Address.ToString(), People.Exact(row.Amount, token.Decimals),
                    row.Amount.ToString(), Number(Sums.Share(row.Amount, token.TotalSupply)));
            }
        }

        return table.ToBytes();
    }

    private static byte[] Holders(ReportModel model)
    {
        var table = new CsvTable("token", "symbol", "class", "accounts", "amount", "amount_base_units", "share");
        foreach (ReportToken token in model.Tokens)
        {
            foreach (ReportHolders row in token.Holders)
            {
                table.Row(
                    token.Address.ToString(), token.Symbol, row.Class, row.Accounts.ToString(), People.Exact(row.Amount, token.Decimals),
                    row.Amount.ToString(), Number(Sums.Share(row.Amount, token.TotalSupply)));
            }
        }

        return table.ToBytes();
    }

    private static byte[] Sites(ReportModel model)
    {
        var table = new CsvTable("site", "kind", "token", "owner", "status", "method", "primary", "expires_at");
        foreach (ReportSite site in model.Sites)
        {
            table.Row(
                site.Site, site.Kind, site.Token.ToString(), site.Owner.ToString(), site.Status, site.Method, site.Primary ? "yes" : "no",
                site.ExpiresAt is { } until ? People.Iso(until) : null);
        }

        return table.ToBytes();
    }

    private static byte[] Drops(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "drop", "address", "token", "root", "list_hash", "format", "rows", "total", "total_base_units", "claimed_rows", "claimed",
            "claimed_base_units", "remaining", "remaining_base_units", "escrow_base_units", "clawed_back_base_units", "starts", "expires", "uri");
        foreach (ReportDrop drop in model.Drops)
        {
            table.Row(
                drop.Name, drop.Address.ToString(), drop.Token.ToString(), drop.Root.ToString(), drop.ListHash.ToString(), drop.Format,
                drop.Rows.ToString(), Amount(drop.Total, drop.Token, tokens), drop.Total.ToString(), drop.ClaimedCount.ToString(),
                Amount(drop.ClaimedTotal, drop.Token, tokens), drop.ClaimedTotal.ToString(), Amount(drop.Remaining, drop.Token, tokens),
                drop.Remaining.ToString(), drop.Escrow?.ToString(), drop.ClawedBack.ToString(), People.Iso(drop.Starts),
                drop.Expires is { } end ? People.Iso(end) : null, drop.Uri);
        }

        return table.ToBytes();
    }

    private static byte[] Claims(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("drop", "index", "account", "to", "amount", "amount_base_units", "block", "time", "transaction");
        foreach (ReportDrop drop in model.Drops)
        {
            foreach (ReportClaim claim in drop.Claims)
            {
                table.Row(
                    drop.Name, claim.Index.ToString(), claim.Account.ToString(), claim.To.ToString(), Amount(claim.Amount, drop.Token, tokens),
                    claim.Amount.ToString(), claim.Block.ToString(), People.Iso(claim.Time), claim.Transaction.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Checks(ReportModel model)
    {
        var table = new CsvTable("of", "what", "expected", "found", "result");
        foreach (ReportCheck check in model.Checks)
            table.Row(check.Subject, check.What, check.Expected, check.Found, check.Ok ? "holds" : "differs");
        return table.ToBytes();
    }

    private static byte[] Transactions(ReportModel model)
    {
        var table = new CsvTable("step", "title", "transaction", "block", "gas", "fee", "fee_base_units", "state");
        foreach (ReportTransaction transaction in model.Transactions)
        {
            table.Row(
                transaction.Step, transaction.Title, transaction.Hash.ToString(), transaction.Block.ToString(), transaction.GasUsed.ToString(),
                People.Exact(transaction.Fee, 18), transaction.Fee.ToString(), transaction.State.ToString().ToLowerInvariant());
        }

        return table.ToBytes();
    }

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
