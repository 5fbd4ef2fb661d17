/**
 * SHA-256 of docker/buildx release binaries: the root of trust for what this action downloads.
 *
 * From v0.33.0 to v0.37.1: docker-library/docker versions.json, which copies each release's
 * checksums.txt (and checksums-signed.txt, which holds darwin and windows from v0.36.0); darwin
 * before v0.36.0, which had no published checksum, from pin files of public repositories that agree.
 * v0.37.2 and v0.38.0: public pin files that agree, for two of the assets. What came later: GitHub's
 * digest of the upload and the release's checksum files, which agree (scripts/watch-releases.ts). Versions
 * that are refused (known-bad.ts) are left out.
 */
export const checksums: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'v0.38.0': {
    'linux-amd64': '4fe4cc38adf48169132749b6ca22a990928db0118e3407584ee553723115d287',
    'linux-arm64': '38e890e1a162bfdbf32fbe91404991dc4fc28e55b0de901b34374a061bab4d2c',
  },
  'v0.37.2': {
    'linux-amd64': '982ca20490b45ed1ec8d99795974d3d874a358f75938c9c237305010e6b7e548',
    'linux-arm64': 'efa38cb7aa7db2dbb9ad049b00b0a9737f66f033626177b5a4e845184ad7ab29',
  },
  'v0.37.1': {
    'linux-amd64': '9447199cdb435f25880548343c128a4b6650e8891ee598905d8d29d39a8e359b',
    'linux-arm64': 'e5cc9fe3bbff5cbc91230981f7860e06076110730a2db997082652199042a1f2',
    'linux-arm-v6': '3264d18a218bdc7107477f69dec6a303cbdf4a3454f402c60a14084b89ce3251',
    'linux-arm-v7': '9ce373553b2ea4ef6bc8e5b33e7586d14c2d8d91539d3b96ac47ad0967a73843',
    'linux-ppc64le': 'bd6bb13228a012d34d259c04de1a38c4f5c76485d9a2d15397794cde2634c3fe',
    'linux-riscv64': 'd23f968ff6dc1964ab172de280bd0de24c12f0f8131af76f69104d2f6de19cbd',
    'linux-s390x': '7659b0d977e4a4376e360ea25d1dc626a3af7b34695bb272ec49b056bd303548',
    'darwin-amd64': '7003a7bae20e7741283db1e23dafdcb957776a8be85de3f459630b1dd4c19db0',
    'darwin-arm64': 'c3cbbc820d578b0aa8158dd62ef1af25a0c8a75ef53331dbe4e219471e1dbe8c',
    'windows-amd64.exe': '3904abb2802f9bd83a2bf483b35bba81c57a4e0baff981e6886564c461f908b3',
    'windows-arm64.exe': 'bdf356a5f2c8f3efd8a357b1f044860216e15e654a9a7105ca4e5dd5b5697ee4',
  },
  'v0.35.0': {
    'linux-amd64': 'd41ece72044243b4f58b343441ae37446d9c29a7d6b5e11c61847bbcf8f7dfda',
    'linux-arm64': 'c4248d6cbc4a619a7e0b4609c11e509ad4ac0b475e1c64817c0ac20c5d90c766',
    'linux-arm-v6': '5938b81dc6203361bb984e961fc0afbcdc2bf05c5a666ec093ea99e612de616c',
    'linux-arm-v7': 'e1fe67cbe2d5a7b242e5f732a9708e6abaa6d19d717e65bfbd1d13baa8669d1f',
    'linux-ppc64le': 'bcee77464deb25cfd0b905d4d871b0aad1b1164d6bcdf8b2fd8b1adb1db021c3',
    'linux-riscv64': '3ecaf173eb24402ba29e9d3b7ddac4bde259a3a54e98112077014918ab49f61f',
    'linux-s390x': 'ef1738f3c70166e968d1bca3f853dbc515a3aa7ffa82f1a2ded033a050cd3203',
    'darwin-amd64': '7d53fd11deca2d4caebc5436c9eebece5c81c8bbc6d4b539cf30be5c133c38c7',
    'darwin-arm64': 'fedbcbd488dcdb46414c6119920d8186d406531a1157ceede4e857e25af77ff1',
    'windows-amd64.exe': '8076395009787cd1d30c94edeb5d7ac3945273374fc162c00e9810c3e9325ebe',
    'windows-arm64.exe': 'ae03abd184e69ecefd9b751cdd5862db6d4822c2d27861b5b059fe6c1722681a',
  },
  'v0.34.1': {
    'linux-amd64': 'f1332ddb9010bd0b72628266c3a906d9a6979848033df4c8d9bd2cd113bae12b',
    'linux-arm64': 'c34e32dd6ea2653d960d6c099c9f09b9077e4a37504d2d31e5066eccc3904231',
    'linux-arm-v6': '1f6c8a082281706a0b9e24b64b9210ca0df5273ceaf600536012e7a62d790538',
    'linux-arm-v7': 'ad4e0938c94638ac882641b924f6eff6889cc59a11f062e733cf337458aa6f35',
    'linux-ppc64le': 'a509dc17005a4eee3568336d9e2479642e53b31110e039a8f5b4e6079744d0e2',
    'linux-riscv64': 'c2cf15773a0610e6de34a04e9191b07915d0ea2afb381a37ac87f0dcb213b85a',
    'linux-s390x': 'edb0e83d5a2fa8913d0af46385b648408b4776ee3241b4c15f92fcadbc72b550',
    'darwin-amd64': 'a4a74ff86e70706a0ae24330052ab52989da9f2090dc8fc478e398813de7b550',
    'darwin-arm64': 'e5040acdaac1a349de84c0e7a80c861a368e0d141bf7260e1fd9a74b16749477',
    'windows-amd64.exe': '41e1b3fff6541d5f5febb18ff4c9108bec30afd7bf9133b82783735c2078eac1',
    'windows-arm64.exe': '413e9cc2008e78e377c0f70b67f9f3da4708fec6c8baafbad51d0df4a65b4c11',
  },
  'v0.34.0': {
    'linux-amd64': '0144479d5a1cd710be3464ae898628cfa68033e16b225aef52f81930c45ac9b5',
    'linux-arm64': '565605fe0bb393ed5d11771e5b52fc7ef05c701868861fa85609747c9d74a440',
    'linux-arm-v6': '1f34337385921c5da43d63452282726b062aa887fda975f96dd3d6e869648bc6',
    'linux-arm-v7': '3560b5b6fd3485f4d0bd160e7edf56cc1f08f0cb5852c9af28bf3fab9973c7c2',
    'linux-ppc64le': 'c5ef8012f48a518e1c235ad408d26cd424d7b5fa87eaf78cb2ff4b9048730120',
    'linux-riscv64': '80b27d5f3a346591a5045b81217ee5be578ed151ef8cbd883a892c0ec0ac33f1',
    'linux-s390x': '04f5bd0d389f682c7e9287a3b3a1777b0848f8e10d58cbf9d4d12c9002bbb378',
    'darwin-amd64': 'fb7da95b09df7918527a6a35d9063e749fe4b2a6fc3954c75325dafe41d92124',
    'darwin-arm64': '503b37f7b61b24b64287c9b79d89f3eb86d5eab6e6ac5383fd5fb234ac9d5dcb',
    'windows-amd64.exe': '96a10e259fa1380e7bbf9a3cb04872f201a6e7e331ddeeec8d3e38aa2650ddc5',
    'windows-arm64.exe': '86f5d9655e6f04c19210a696f9de1f6682e9bded9f0b71702ef4e5139eeffa5a',
  },
  'v0.33.0': {
    'linux-amd64': '9426a15411f35f635afef3f5d3bae53155c3e30d26dee430cc968e13d34be49f',
    'linux-arm64': '204dc28447d3bb48f42ed1ce5747e0885cd57e306506a39029311becdb1ef786',
    'linux-arm-v6': 'b33311b149623316b840ce25f0b6686433c6aecaca560d8b35906423f8f597bb',
    'linux-arm-v7': '4d80358ce3d217f38ac9e914cb8501fd4a8a45bc3ac3c23d303e623f275a45df',
    'linux-ppc64le': '46b0444858c8db8c6f741dca20b815f50046a2d73f4874a54dae2719df145ad3',
    'linux-riscv64': '5003b19409f2dfb38fc5f00a8eac4b1d810f6087b88ae007c6983287b93095dd',
    'linux-s390x': '17fbec8163440e73d1e784d55faf483b17782aac471d867a525fa370f3ed317c',
    'darwin-amd64': 'b1b5a38f78311cfed70a0e68096df0e9ed7dd1b1fcd09adbb117d74e3bad6f32',
    'darwin-arm64': '35dc3303d2ddb20b9490be4f658eb4b08ee6c9b2a5b5a56797f6c8fb20f5f52b',
    'windows-amd64.exe': '832ddf42373203ee3836a7cb3b16fe5080231491e7edb32019ac0f6fe03b99ed',
    'windows-arm64.exe': '3f7a8129e21faf8c860efd14bbf0feb714c0aac9ca9c08dc4b39b39455d0bcf1',
  },
};
