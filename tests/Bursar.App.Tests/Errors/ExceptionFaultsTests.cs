using Bursar.App.Errors;
using Xunit;

namespace Bursar.App.Tests.Errors;

/// <summary>What the machine does is no defect of the program.</summary>
public sealed class ExceptionFaultsTests
{
    [Fact]
    public void A_file_that_may_not_grow_is_said()
    {
        string path = Path.GetTempFileName();
        using (Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            Exception refused = Record.Exception(() => RandomAccess.Write(file, new byte[1], 1L << 61))!;
            Assert.IsType<ArgumentOutOfRangeException>(refused);
            Assert.Equal("file.unusable", Assert.Single(ExceptionFaults.Describe(refused)!).Code);

            // Work that was done in parallel says it once, and hides no defect behind it.
            Assert.Equal("file.unusable", Assert.Single(ExceptionFaults.Describe(new AggregateException(refused, new AggregateException(refused)))!).Code);
            Assert.Null(ExceptionFaults.Describe(new AggregateException(refused, new InvalidOperationException())));
        }

        File.Delete(path);
        Assert.Null(ExceptionFaults.Describe(new ArgumentOutOfRangeException("value")));
    }
}
