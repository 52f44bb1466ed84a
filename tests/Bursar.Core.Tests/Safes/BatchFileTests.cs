using System.Text;
using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Safes;

/// <summary>Batch files, against one that Safe's own application wrote (version 1.18.2, published with its checksum by its makers in 5afe/safe-cli-nodejs).</summary>
public sealed class BatchFileTests
{
    private const string Published = """
        {
          "version": "1.0", "chainId": "1", "createdAt": 1761326849944,
          "meta": {
            "name": "Transactions Batch", "description": "", "txBuilderVersion": "1.18.2",
            "createdFromSafeAddress": "0xA77DE01e157f9f57C7c4A326eeE9C4874D0598b6", "createdFromOwnerAddress": "",
            "checksum": "0x8b5032f716845c8b08bab3d63dbd9ba92e056f3557793cd041e59b84e16aa989"
          },
          "transactions": [
            {
              "to": "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "value": "0", "data": null,
              "contractMethod": {
                "inputs": [{ "internalType": "address", "name": "spender", "type": "address" }, { "internalType": "uint256", "name": "value", "type": "uint256" }],
                "name": "approve", "payable": false
              },
              "contractInputsValues": { "spender": "0x474e5Ded6b5D078163BFB8F6dBa355C3aA5478C8", "value": "100000000000" }
            }
          ]
        }
        """;

    [Fact]
    public void The_checksum_of_a_published_file_holds_and_its_call_is_read()
    {
        BatchFile batch = BatchFileCodec.Read(Encoding.UTF8.GetBytes(Published), "batch.json").Value;
        Assert.True(batch.ChecksumHolds);
        Assert.Equal(1UL, batch.Chain.Value);
        BatchTransaction only = Assert.Single(batch.Transactions);
        Assert.Equal("approve(address,uint256)", only.Function);
        Assert.Equal("100000000000", only.Inputs.Single(i => i.Key == "value").Value);
        Assert.Null(only.Data);
    }

    [Fact]
    public void The_checksum_covers_everything_but_the_name()
    {
        JsonObject root = JsonNode.Parse(Published)!.AsObject();
        root["meta"]!["name"] = "Renamed";
        Assert.True(Read(root).ChecksumHolds);
        root["meta"]!["description"] = "Renamed";
        Assert.False(Read(root).ChecksumHolds);
        root = JsonNode.Parse(Published)!.AsObject();
        root["transactions"]![0]!["value"] = "1";
        Assert.False(Read(root).ChecksumHolds);
        root = JsonNode.Parse(Published)!.AsObject();
        root["meta"]!.AsObject().Remove("checksum");
        Assert.Null(Read(root).ChecksumHolds);
    }

    [Fact]
    public void What_is_written_is_read_again_with_a_right_checksum()
    {
        var batch = new BatchFile
        {
            Chain = new ChainId(10),
            CreatedAt = 1_761_326_849_944,
            Name = "Pay \"all\"",
            Description = "Zeile\nzwei – \u00fc \\ \t",
            Safe = Address.Parse("0xA77DE01e157f9f57C7c4A326eeE9C4874D0598b6"),
            Transactions = [new BatchTransaction(Address.Parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"), 7UL, [1, 2, 3, 4])],
        };
        byte[] file = BatchFileCodec.Write(batch);
        BatchFile read = BatchFileCodec.Read(file, "batch.json").Value;
        Assert.True(read.ChecksumHolds);
        Assert.Equal((batch.Name, batch.Description, batch.Safe, batch.CreatedAt), (read.Name, read.Description, read.Safe, read.CreatedAt));
        Assert.Equal([1, 2, 3, 4], read.Transactions[0].Data);
        Assert.Equal((UInt256)7UL, read.Transactions[0].Value);
    }

    [Fact]
    public void Bytes_that_call_another_function_than_the_file_shows_are_noticed()
    {
        JsonObject root = JsonNode.Parse(Published)!.AsObject();
        root["transactions"]![0]!["data"] = "0xa9059cbb";
        Assert.False(Read(root).Transactions[0].FunctionFits);
        root["transactions"]![0]!["data"] = "0x095ea7b3";
        Assert.True(Read(root).Transactions[0].FunctionFits);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"chainId\":\"1\",\"transactions\":[]}")]
    [InlineData("{\"chainId\":\"x\",\"transactions\":[{\"to\":\"0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48\"}]}")]
    [InlineData("{\"chainId\":\"1\",\"transactions\":[{\"to\":\"0x1\"}]}")]
    [InlineData("{\"chainId\":\"1\",\"chainId\":\"2\",\"transactions\":[{\"to\":\"0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48\"}]}")]
    [InlineData("{")]
    public void What_is_no_batch_file_is_refused(string text)
    {
        Result<BatchFile> read = BatchFileCodec.Read(Encoding.UTF8.GetBytes(text), "batch.json");
        Assert.Equal("safe.batch-malformed", Assert.Single(read.Faults).Code);
    }

    private static BatchFile Read(JsonObject root) => BatchFileCodec.Read(Encoding.UTF8.GetBytes(root.ToJsonString()), "batch.json").Value;
}
