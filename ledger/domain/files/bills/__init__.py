"""Bills of the wallets Alipay and WeChat Pay: recognised by content, read row by row, judged, reckoned."""
