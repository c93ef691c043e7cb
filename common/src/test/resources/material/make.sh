#!/bin/sh
# Makes the files beside it. Needs openssl 3.5 or newer with its legacy provider, and keytool. The tests need neither:
# they read the files, and no key here is used for anything else. Every password is "open sesame".
set -eu
cd "$(dirname "$0")"
openssl=${OPENSSL:-openssl}
days="-days 36500"
find . -type f ! -name make.sh -delete
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { $openssl "$@" 2>>"$work/log" || { cat "$work/log" >&2; exit 1; }; }
key() { out=$1; shift; run genpkey "$@" -out "$out"; }
pass() { run "$@" -passout 'pass:open sesame'; }

# a root, an intermediate, and a client's certificate of every type
key "$work/ca.key" -algorithm EC -pkeyopt ec_paramgen_curve:P-256
run req -x509 -new -key "$work/ca.key" -subj "/CN=Material root" $days -out ca.crt \
    -addext "keyUsage=critical,keyCertSign,cRLSign"
cat > "$work/leaf.ext" <<EXT
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
EXT
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n' > "$work/int.ext"
issue() { # name subject issuer extensions
    run req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/csr"
    run x509 -req -in "$work/csr" -CA "$3.crt" -CAkey "$work/$(basename "$3").key" -extfile "$work/$4.ext" $days -out "$1.crt"
}
leaf() { # name genpkey-options
    name=$1; shift
    key "$work/$name.key" "$@"
    cp "$work/$name.key" "$name.key"
    issue "$name" "$name" ca leaf
}
leaf rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
leaf pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
leaf pss-bound -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
leaf p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
leaf p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
leaf p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
leaf ed25519 -algorithm ED25519
leaf ed448 -algorithm ED448
leaf mldsa44 -algorithm ML-DSA-44
leaf mldsa65 -algorithm ML-DSA-65
leaf mldsa87 -algorithm ML-DSA-87
key "$work/int.key" -algorithm EC -pkeyopt ec_paramgen_curve:P-256
issue int "Material intermediate" ca int
key "$work/deep.key" -algorithm EC -pkeyopt ec_paramgen_curve:P-256
cp "$work/deep.key" deep.key
issue deep deep int leaf

# certificates in DER, PKCS#7, and with OpenSSL's own trust settings
run x509 -in rsa.crt -outform DER -out rsa.crt.der
run x509 -in ca.crt -addtrust serverAuth -trustout -out ca.trusted.pem
run crl2pkcs7 -nocrl -certfile deep.crt -certfile int.crt -out deep.p7b
run crl2pkcs7 -nocrl -certfile deep.crt -certfile int.crt -outform DER -out deep.p7b.der

# RSA: PKCS#1 and PKCS#8, PEM and DER
run rsa -in rsa.key -traditional -out rsa.pkcs1.pem
run rsa -in rsa.key -traditional -outform DER -out rsa.pkcs1.der
run pkcs8 -topk8 -nocrypt -in rsa.key -outform DER -out rsa.pkcs8.der

# traditional encryption (Proc-Type, DEK-Info)
for cipher in aes128 aes192 aes256 des3 camellia128; do
    pass rsa -in rsa.key -traditional -$cipher -out rsa.trad-$cipher.pem
done
pass ec -in p256.key -aes256 -out p256.trad-aes256.pem

# encrypted PKCS#8: PBES2 with each cipher and each HMAC, scrypt, PBES1
for cipher in aes-128-cbc aes-192-cbc aes-256-cbc des3 camellia-256-cbc; do
    pass pkcs8 -topk8 -in rsa.key -v2 $cipher -out rsa.pbes2-$cipher.pem
done
for prf in hmacWithSHA1 hmacWithSHA224 hmacWithSHA256 hmacWithSHA384 hmacWithSHA512; do
    pass pkcs8 -topk8 -in ed25519.key -v2 aes256 -v2prf $prf -out ed25519.pbes2-$prf.pem
done
pass pkcs8 -topk8 -in ed25519.key -v2 aes256 -outform DER -out ed25519.pbes2.der
pass pkcs8 -topk8 -in ed25519.key -scrypt -out ed25519.scrypt.pem
for v1 in PBE-MD5-DES PBE-SHA1-DES PBE-SHA1-3DES PBE-SHA1-RC2-40 PBE-SHA1-RC2-128 PBE-SHA1-RC4-128; do
    pass pkcs8 -topk8 -in rsa.key -v1 $v1 -provider legacy -provider default -out rsa.pbes1-$v1.pem
done

# EC: SEC1 with and without its parameters, inside and before
run ec -in p256.key -outform DER -out p256.sec1.der
run ec -in p384.key -out "$work/p384.sec1.pem"
run ecparam -name secp384r1 -out "$work/p384.par.pem"
cat "$work/p384.par.pem" "$work/p384.sec1.pem" > p384.sec1.pem
run ec -in p521.key -no_public -out p521.sec1.pem
scalar=$($openssl ec -in p256.key -noout -text 2>/dev/null | sed -n '/^priv:/,/^pub:/p' | grep '^ ' | tr -d ' :\n')
printf 'asn1=SEQUENCE:k\n[k]\nv=INTEGER:1\nd=FORMAT:HEX,OCTETSTRING:%s\n' "$scalar" > "$work/bare.cnf"
run asn1parse -genconf "$work/bare.cnf" -noout -out "$work/bare.der"
{ echo "-----BEGIN EC PRIVATE KEY-----"; base64 -w 64 "$work/bare.der"; echo "-----END EC PRIVATE KEY-----"; } > p256.sec1-bare.pem
{ $openssl ecparam -name prime256v1; cat p256.sec1-bare.pem; } > p256.sec1-parameters-before.pem
run ec -in p256.key -param_enc explicit -out p256.sec1-explicit.pem
run pkey -in p256.key -ec_param_enc explicit -out p256.pkcs8-explicit.pem

# key stores
for name in rsa pss p256 ed25519 mldsa65; do
    pass pkcs12 -export -inkey $name.key -in $name.crt -certfile ca.crt -name $name -out $name.p12
done
pass pkcs12 -export -inkey deep.key -in deep.crt -certfile int.crt -out deep.p12
pass pkcs12 -export -legacy -provider legacy -provider default -inkey rsa.key -in rsa.crt -out rsa.legacy.p12
pass pkcs12 -export -pbmac1_pbkdf2 -inkey p256.key -in p256.crt -out p256.pbmac1.p12
pass pkcs12 -export -nokeys -in ca.crt -out ca.p12
run pkcs12 -export -nokeys -in ca.crt -keypbe NONE -certpbe NONE -nomac -passout pass: -out ca.plain.p12
keytool -importkeystore -srckeystore rsa.p12 -srcstorepass "open sesame" -destkeystore rsa.jks -deststoretype JKS \
    -deststorepass "open sesame" -noprompt >"$work/log" 2>&1
keytool -importkeystore -srckeystore rsa.p12 -srcstorepass "open sesame" -destkeystore rsa.jceks -deststoretype JCEKS \
    -deststorepass "open sesame" -noprompt >"$work/log" 2>&1
