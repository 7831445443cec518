using System.Buffers.Binary;

namespace NewsPlatform.Conformance.Http;

/// <summary>As much of HTTP/2 (RFC 9113) as one answer takes.</summary>
internal static class Http2Server
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte Ack = 1;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    /// <summary>Answers the first request; with <paramref name="goAway"/> says at once that no request of this connection will be answered.</summary>
    public static async Task AnswerAsync(Stream stream, byte[] body, bool goAway, CancellationToken cancellation)
    {
        await stream.ReadExactlyAsync(new byte[24], cancellation); // the preface
        await FrameAsync(stream, Settings, 0, 0, [], cancellation);
        if (goAway)
        {
            await FrameAsync(stream, GoAway, 0, 0, new byte[8], cancellation);
            return;
        }

        var head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, cancellation);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], cancellation);
            if (head[3] == Settings && (head[4] & Ack) == 0)
            {
                await FrameAsync(stream, Settings, Ack, 0, [], cancellation);
            }
            else if (head[3] == Headers)
            {
                var id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
                await FrameAsync(stream, Headers, EndHeaders, id, [0x88], cancellation); // HPACK: ":status: 200"
                await FrameAsync(stream, Data, EndStream, id, body, cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
                return;
            }
        }
    }

    private static async Task FrameAsync(Stream stream, byte type, byte flags, int id, byte[] payload, CancellationToken cancellation)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, cancellation);
        await stream.FlushAsync(cancellation);
    }
}
