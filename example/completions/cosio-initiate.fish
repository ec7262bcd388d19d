# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Completion of cosio-initiate for fish: put it in share/fish/vendor_completions.d.

set -l acls default private public-read authenticated-read bucket-owner-read \
    bucket-owner-full-control
set -l classes STANDARD STANDARD_IA INTELLIGENT_TIERING ARCHIVE DEEP_ARCHIVE MAZ_STANDARD \
    MAZ_STANDARD_IA MAZ_INTELLIGENT_TIERING MAZ_ARCHIVE RAPID

complete -c cosio-initiate -f
complete -c cosio-initiate -l bucket -x -d '<BucketName>-<APPID>'
complete -c cosio-initiate -l key -x -d 'object key'
complete -c cosio-initiate -l count -x -d 'how many uploads of the key'
complete -c cosio-initiate -l batch -r -F -d 'file of a key a line'
complete -c cosio-initiate -l journal -r -F -d 'what a batch has begun'
complete -c cosio-initiate -l region -x -d 'such as ap-beijing'
complete -c cosio-initiate -l endpoint -x -d 'connect there'
complete -c cosio-initiate -l ca-file -r -F -d 'PEM of trusted CAs'
complete -c cosio-initiate -l path-style -d 'the bucket is in the path'
complete -c cosio-initiate -l s3-region -x -d 'the region in the signature'
complete -c cosio-initiate -l content-type -x -d 'such as video/mp4'
complete -c cosio-initiate -l cache-control -x -d 'sent with each download'
complete -c cosio-initiate -l content-disposition -x -d 'sent with each download'
complete -c cosio-initiate -l content-encoding -x -d 'sent with each download'
complete -c cosio-initiate -l expires -x -d 'RFC 2616 date'
complete -c cosio-initiate -l meta -x -d 'metadata of your own'
complete -c cosio-initiate -l tag -x -d 'tag'
complete -c cosio-initiate -l storage-class -x -a "$classes" -d 'how it is stored'
complete -c cosio-initiate -l header -x -d 'any further header'
complete -c cosio-initiate -l acl -x -a "$acls" -d 'access'
complete -c cosio-initiate -l grant-read -x -d 'who may read the object'
complete -c cosio-initiate -l grant-read-acp -x -d 'who may read the ACL'
complete -c cosio-initiate -l grant-write-acp -x -d 'who may write the ACL'
complete -c cosio-initiate -l grant-full-control -x -d 'who may do all of these'
complete -c cosio-initiate -l forbid-overwrite -d 'refuse if the object is there already'
complete -c cosio-initiate -l sse -x -a 'cos kms c' -d 'encryption by the server'
complete -c cosio-initiate -l kms-key-id -x -d 'for --sse kms'
complete -c cosio-initiate -l kms-context -x -d 'for --sse kms'
complete -c cosio-initiate -l sse-c-key -x -d 'for --sse c, 32 bytes'
complete -c cosio-initiate -l signing -x -a 'q sigv4 anonymous' -d 'signature'
complete -c cosio-initiate -l presign -x -d 'print a URL that holds so long'
complete -c cosio-initiate -l connect-timeout -x -d 'to connect'
complete -c cosio-initiate -l io-timeout -x -d 'of silence'
complete -c cosio-initiate -l timeout -x -d 'for each upload'
complete -c cosio-initiate -l attempts -x -d 'at most'
complete -c cosio-initiate -l concurrency -x -d 'uploads at once'
complete -c cosio-initiate -l traffic-limit -x -d 'bit/s, 819200 to 838860800'
complete -c cosio-initiate -l json -d 'one JSON object a line'
complete -c cosio-initiate -l no-progress -d 'no progress on a terminal'
complete -c cosio-initiate -l verbose -d 'say more'
complete -c cosio-initiate -l xml -x -a 'property_tree pugixml scanner' -d 'what reads the answers'
complete -c cosio-initiate -s h -l help -d 'print a summary'
