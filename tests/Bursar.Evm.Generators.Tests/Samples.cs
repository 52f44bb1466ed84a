namespace Bursar.Evm.Generators.Tests;

/// <summary>ABIs that tests share.</summary>
internal static class Samples
{
    public const string Greeter =
        """
        [{"type":"function","name":"greet","stateMutability":"view","inputs":[{"name":"who","type":"string"}],"outputs":[{"name":"","type":"string"}]}]
        """;

    public const string Counter =
        """
        {"contractName":"Counter","abi":[{"type":"function","name":"count","stateMutability":"view","inputs":[],"outputs":[{"name":"","type":"uint256"}]}],
         "bytecode":"0x6001","deployedBytecode":"0x6002"}
        """;

    /// <summary>One function that takes and returns a parameter of each of the types.</summary>
    public static string Echo(string name, IEnumerable<string> types)
    {
        string parameters = string.Join(",", types.Select((type, i) => $$"""{"name":"p{{i}}","type":"{{type}}"}"""));
        return $$"""{"type":"function","name":"{{name}}","stateMutability":"pure","inputs":[{{parameters}}],"outputs":[{{parameters}}]}""";
    }
}
