using System.Net;
using System.Net.Sockets;

namespace Bursar.App.Lab;

/// <summary>Ports of this machine that nobody uses.</summary>
internal static class FreePorts
{
    /// <summary>Different free ports of 127.0.0.1. Another program may take one before it is used.</summary>
    public static int[] Take(int count)
    {
        var held = new List<TcpListener>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                held.Add(listener);
            }

            return [.. held.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener listener in held)
                listener.Dispose();
        }
    }
}
